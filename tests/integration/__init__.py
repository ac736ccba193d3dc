"""The actions, each through its handler."""
