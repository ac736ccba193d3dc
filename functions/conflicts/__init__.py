"""Who follows a customer: several at once are told of each other, name a primary owner and share a workspace."""
