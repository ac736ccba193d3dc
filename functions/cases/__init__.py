"""Cases: taking them in, routing, answering, service levels, escalation, and the customer's portal."""
