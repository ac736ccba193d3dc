"""Metrics: what is counted, by which definition, and the rows behind each number."""
