"""Ranking articles by what they say: pure rules that know neither tables nor requests."""
