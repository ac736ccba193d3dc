"""The rhythm of key accounts: who is to be spoken to this week, about what and when, and what came of it."""
