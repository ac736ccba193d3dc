"""Customers: accounts with their service level, contacts with their channels and consents."""
