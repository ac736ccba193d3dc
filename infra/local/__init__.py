"""The twin: the whole suite on one machine, on moto, with no AWS account.

It runs the same handlers, workflows, routes, rules, schedules and grants as CDK deploys, and adds only what
moto leaves out: running the Python handler where moto would start a container, carrying stream records and bus
matches to their targets, firing schedules, and a clock that can be moved. Nothing here is deployed.
"""
