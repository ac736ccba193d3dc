"""Each action of tasks through its handler."""
