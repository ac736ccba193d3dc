"""Tasks: what waits for whom, by when, and what came of it."""
