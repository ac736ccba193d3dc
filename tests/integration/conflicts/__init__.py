"""Each action of conflicts through its handler."""
