"""How messaging is shown. Views have no defaults: every member is always there."""
