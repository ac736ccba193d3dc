"""The parts that stacks are made of, each with what it needs to be safe and nothing more.

They are CloudFormation's own resources (CDK's level 1): a template says what stands here, role by role.
"""
