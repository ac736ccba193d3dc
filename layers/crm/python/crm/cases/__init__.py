"""Cases: from a customer's question to its solution, under service levels, by the right person."""
