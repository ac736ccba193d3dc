"""The CDK app: `make synth` and `make deploy STAGE=dev` run it."""

from aws_cdk import App, Stack, Validations
from cdk_nag import AwsSolutionsChecks

from infra import catalog, stages
from infra.assets import Layers
from infra.stacks.domain import DomainStack
from infra.stacks.foundation import FoundationStack
from infra.stages import Stage


def add_stage(app: App, stage: Stage, layers: Layers) -> list[Stack]:
    """Add the stacks of a stage: the foundation, and a stack for each domain that has actions."""
    foundation = FoundationStack(app, stage)
    domains = [DomainStack(app, domain, stage, foundation.shared, layers) for domain in catalog.domains()]
    for stack in domains:
        stack.add_stack_dependency(foundation, "the bus and the topic are known by their names")
    return [foundation, *domains]


def main() -> None:
    """Synthesise the stage that `-c stage=…` names; a finding of cdk-nag that nobody accepted stops it."""
    app = App()
    name = app.node.try_get_context("stage") or stages.DEFAULT
    add_stage(app, stages.read(name, app.node.try_get_context("stages")), Layers.built())
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    app.synth()


if __name__ == "__main__":
    main()
