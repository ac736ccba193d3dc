"""What is shipped to Lambda: one file a function, and two layers, small and compiled."""
