"""What may be asked of messaging."""
