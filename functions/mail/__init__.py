"""Mail that arrives: stored, read, told apart, and handed to the cases."""
