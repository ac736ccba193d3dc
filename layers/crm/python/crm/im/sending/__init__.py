"""Sending in IM: the adapter that the gate hands messages to, one call of the provider each."""
