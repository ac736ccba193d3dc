"""Accounts and contacts, their consents, and the customers' way into the portal."""
