"""Colleagues and teams: who they are, what they can do, whether they are here."""
