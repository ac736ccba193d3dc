"""The stack of a domain: its table, its functions and what starts them, all read from the handlers."""

from collections.abc import Iterator
from typing import TypeVar

from aws_cdk import Aws, Fn, Stack
from constructs import Construct

from crm.core.spec import Http, OnEvent, OnSchedule, OnStream, OnTimer, OnUpload, PageRoute, Spec, Step
from infra import catalog
from infra.assets import Layers
from infra.constructs import alarms, triggers
from infra.constructs.action import Action, layer
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.place import Place, Shared
from infra.constructs.policies import ServiceRole
from infra.constructs.table import DomainTable
from infra.constructs.timers import Timers
from infra.constructs.workflow import WorkflowMachine
from infra.permissions import Statement
from infra.site import Site
from infra.stacks.settings import site_of, stack_options
from infra.stages import Stage
from infra.tables import table_specs
from infra.workflows import WORKFLOWS

TriggerT = TypeVar("TriggerT")


class DomainStack(Stack):
    """One domain."""

    def __init__(self, scope: Construct, domain: str, stage: Stage, shared: Shared, layers: Layers) -> None:
        super().__init__(
            scope, f"kairos-{stage.name}-{domain}", **stack_options(stage, domain, f"Kairos CRM: {domain}")
        )
        # CloudFormation's own id of the stack: it keeps a cursor to its list, and no data depends on its being secret.
        cursor_key = Fn.select(2, Fn.split("/", Aws.STACK_ID))
        self._domain = domain
        self._site: Site = site_of(stage, user_pool_id=shared.user_pool_id, cursor_key=cursor_key)
        self._place = Place(self._site, stage, shared, layers)
        self._specs = [spec for spec in catalog.specs().values() if spec.domain == domain]
        self._workflows = [each for each in WORKFLOWS if each.domain == domain]
        self._letters = DeadLetters(self, domain, list(self._rules()), self._place).arn
        self._actions = self._add_functions()
        self._add_api()
        self._add_reactions()
        self._add_stream()
        self._add_timers()
        for workflow in self._workflows:
            WorkflowMachine(self, workflow, self._letters, self._place)
        alarms.watch_domain(self, domain, self._specs, self._workflows, self._place)

    def _rules(self) -> Iterator[str]:
        """Yield the ARNs of the rules that may write dead letters."""
        for spec, trigger in self._started_by(OnEvent, OnUpload):
            bus = f"{self._site.bus}/" if isinstance(trigger, OnEvent) else ""
            yield self._site.arn("events", f"rule/{bus}{self._site.function(spec.operation)}")
        for workflow in self._workflows:
            yield self._site.arn("events", f"rule/{self._site.bus}/{self._site.workflow(workflow.name)}")

    def _started_by(self, *kinds: type[TriggerT]) -> Iterator[tuple[Spec, TriggerT]]:
        for spec in self._specs:
            if isinstance(spec.trigger, kinds):
                yield spec, spec.trigger

    def _add_functions(self) -> dict[str, Action]:
        layers = self._place.layers
        described = [
            ("dependencies", layers.dependencies, "The packages that Kairos is built on."),
            ("suite", layers.crm, "What the functions of Kairos share."),
        ]
        if self._domain in layers.own:
            described.append(("own", layers.own[self._domain], f"The packages that only {self._domain} needs."))
        used = [
            layer(self, name.capitalize(), folder, text, self._site.layer(self._domain, name)).ref
            for name, folder, text in described
        ]
        return {spec.name: Action(self, spec, used, self._place) for spec in self._specs}

    def _add_api(self) -> None:
        routes: list[tuple[Spec, Http | PageRoute]] = [*self._started_by(Http), *self._started_by(PageRoute)]
        if not routes:
            return
        called = tuple(self._site.function_arn(spec.operation) for spec, _ in routes)
        invoker = ServiceRole(
            self,
            "Invoker",
            service="apigateway",
            description=f"The functions of {self._domain} that the APIs call.",
            statements=[Statement(("lambda:InvokeFunction",), called)],
        )
        for spec, trigger in routes:
            triggers.on_route(self._actions[spec.name], trigger, invoker.arn, self._place)

    def _add_reactions(self) -> None:
        for spec in self._specs:
            if not isinstance(spec.trigger, Http | PageRoute | Step | OnStream):
                triggers.report_failures(self._actions[spec.name], self._letters)
        for spec, on_event in self._started_by(OnEvent):
            triggers.on_event(self._actions[spec.name], on_event, self._letters, self._place)
        for spec, on_upload in self._started_by(OnUpload):
            triggers.on_upload(self._actions[spec.name], on_upload, self._letters, self._place)

    def _add_stream(self) -> None:
        table_spec = table_specs().get(self._domain)
        if table_spec is None:
            return
        made = DomainTable(self, table_spec, self._place).table.attr_stream_arn
        stream = self._place.stage.streams.get(self._domain, made)
        for spec, trigger in self._started_by(OnStream):
            triggers.on_stream(self._actions[spec.name], trigger, stream, self._letters)

    def _add_timers(self) -> None:
        called = [spec.operation for spec, _ in self._started_by(OnTimer, OnSchedule)]
        if not called:
            return
        timers = Timers(self, self._domain, called, self._letters, self._place)
        for spec, trigger in self._started_by(OnSchedule):
            triggers.on_schedule(self._actions[spec.name], trigger, timers, self._letters)
