"""Tasks: one inbox for everything that waits for somebody, whoever or whatever asked for it."""
