"""What we say in IM, as each provider wants it: pure functions from words to the request to be made."""
