"""Whoever starts a function may, and nobody else."""

from collections.abc import Mapping

import pytest

from infra import catalog
from infra.site import Site
from tests.infra.templates import Cloud
from tests.infra.test_parity import called_by_routes, name_in, site_of_dev

pytestmark = pytest.mark.cdk


@pytest.fixture(scope="module")
def deployed(clouds: Mapping[str, Cloud]) -> Cloud:
    return clouds["dev"]


@pytest.fixture(scope="module")
def site(deployed: Cloud) -> Site:
    return site_of_dev(deployed)


def test_the_api_may_call_what_it_routes_to_and_nothing_else(deployed: Cloud) -> None:
    allowed = {
        name_in(resource)
        for role in deployed.of("AWS::IAM::Role")
        if role.id.startswith("Invoker")
        for policy in role.properties["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for resource in statement["Resource"]
    }
    assert allowed == {function for function, _ in called_by_routes(deployed).values()}


def test_whoever_starts_a_function_is_let_in(deployed: Cloud) -> None:
    let_in = {
        (name_in(each.properties["FunctionName"]), each.properties["SourceArn"].rpartition("/")[2])
        for each in deployed.of("AWS::Lambda::Permission")
    }
    called = {
        (name_in(target["Arn"]), rule.properties["Name"])
        for rule in deployed.of("AWS::Events::Rule")
        for target in rule.properties["Targets"]
        if ":lambda:" in target["Arn"]
    }
    assert let_in == called


def test_timers_call_only_what_waits_for_them(deployed: Cloud, site: Site) -> None:
    for spec in catalog.specs().values():
        for grant in (each for each in spec.grants if each.kind == "timers"):
            given = site.environment(spec)
            (role,) = [
                each
                for each in deployed.of("AWS::IAM::Role")
                if given["TIMER_ROLE"].endswith(f"/{each.properties.get('RoleName')}")
            ]
            statements = role.properties["Policies"][0]["PolicyDocument"]["Statement"]
            assert site.function_arn(grant.name) in statements[0]["Resource"]
            assert [given["TIMER_DEAD_LETTERS"]] == statements[1]["Resource"]
            assert given["TIMER_GROUP"] in deployed.named("AWS::Scheduler::ScheduleGroup")
