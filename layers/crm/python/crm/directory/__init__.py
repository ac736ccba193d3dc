"""The directory: colleagues and teams, who reports to whom, who can do what, and who is here right now."""
