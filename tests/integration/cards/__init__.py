"""Each action of cards through its handler."""
