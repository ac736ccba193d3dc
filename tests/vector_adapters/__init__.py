"""Thin adapters from vector files that nobody here wrote onto the engines they are about."""
