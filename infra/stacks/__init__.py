"""The stacks of a stage: the foundation that all share, and one for each domain."""
