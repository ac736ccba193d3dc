"""Where the actions run: in AWS, defined with CDK, and on one machine, in the twin. Both read the same catalog."""
