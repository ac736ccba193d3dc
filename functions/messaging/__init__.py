"""Messages to people and to other systems: the gate, its ledger, preferences and webhook endpoints."""
