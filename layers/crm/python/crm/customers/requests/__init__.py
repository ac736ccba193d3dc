"""What may be asked of accounts and contacts; a function loads only what it is asked itself."""
