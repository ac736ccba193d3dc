"""What looking at dead letters and handing them over may touch."""

from infra import catalog, permissions
from infra.site import Site

SITE = Site(stage="dev", region="eu-central-1", account="123456789012")


def allowed(operation: str) -> dict[str, list[str]]:
    """Return the actions that a function's role allows, by resource, without those that every function has."""
    found: dict[str, list[str]] = {}
    for statement in permissions.statements(catalog.specs()[operation], SITE):
        for resource in statement.resources:
            found.setdefault(resource, []).extend(statement.actions)
    return {resource.split(":", 5)[5]: actions for resource, actions in found.items() if ":logs:" not in resource}


def test_looking_takes_nothing_out() -> None:
    assert allowed("platform.list_dead_letters") == {
        "kairos-dev-*-dead-letters": ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        "table/kairos-dev-directory": ["dynamodb:GetItem"],
    }


def test_handing_over_reaches_what_failed_and_only_in_its_own_stage() -> None:
    rights = allowed("platform.replay_dead_letters")
    assert rights["kairos-dev-*-dead-letters"] == [
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
    ]
    assert rights["function:kairos-dev-*"] == ["lambda:InvokeFunction"]
    assert rights["table/kairos-dev-*/stream/*"] == ["dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    assert rights["stateMachine:kairos-dev-*"] == ["states:StartExecution"]
    assert len(rights) == 5


def test_the_domains_are_those_that_have_queues() -> None:
    given = SITE.environment(catalog.specs()["platform.list_dead_letters"])
    assert given["DOMAINS"].split(",") == catalog.domains()
    assert given["DEAD_LETTERS"] == "kairos-dev-{domain}-dead-letters"
