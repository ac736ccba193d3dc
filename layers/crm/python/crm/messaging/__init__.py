"""Messaging: the one gate through which everything leaves, its templates, its ledger and its channels."""
