"""Collaboration cards: what one team asks of another, from IM or by hand, on one board."""
