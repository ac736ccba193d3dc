"""Instructions: what a colleague asks for in a message, understood by pure rules that say how they came to it."""
