"""Each action of knowledge through its handler."""
