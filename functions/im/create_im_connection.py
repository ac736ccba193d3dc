"""Connect to a provider of IM."""

from crm.core.access import ADMIN, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.im import connections, grants
from crm.im.payloads import CreateConnection
from crm.im.views import ConnectionView


@endpoint("POST /im/connections", status=201, access=staff(ADMIN), uses=[grants.CHANGE])
def handler(body: CreateConnection, command: Command) -> ConnectionView:
    """Connect to WeCom, Feishu, DingTalk or Slack with what was agreed there.

    Name the deployment's address with `webhook_path` in the provider's console. What is secret is never shown again.
    """
    return connections.create(body, command)
