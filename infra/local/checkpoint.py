"""Going back to a state of the twin: so that a test starts from a founded company in milliseconds, not seconds.

Reaches into moto's backends, which have no such operation. Only what functions can change is kept.
"""

import copy
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from moto.cognitoidp.models import cognitoidp_backends
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends
from moto.scheduler.models import scheduler_backends
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from crm.core import cache
from infra.local.resources import ACCOUNT, REGION
from infra.local.twin import Twin


@dataclass(frozen=True)
class Checkpoint:
    """A settled twin at one moment."""

    now: datetime
    items: dict[str, Any]
    schedules: dict[str, dict[str, Any]]
    users: dict[str, Any]
    last_fired: dict[str, datetime]
    files: dict[str, dict[str, Any]]


def take(twin: Twin) -> Checkpoint:
    """Settle the twin and keep its state; it must be on moto and its clock must not tick."""
    twin.settle()
    tables = dynamodb_backends[ACCOUNT][REGION].tables
    groups = scheduler_backends[ACCOUNT][REGION].schedule_groups
    return Checkpoint(
        now=twin.clock.now(),
        items={name: copy.deepcopy(table.items) for name, table in tables.items()},
        schedules={name: dict(group.schedules) for name, group in groups.items()},
        users={user.username: (user, _kept(user)) for user in _pool(twin).users.values()},
        last_fired=dict(twin.pump.last_fired),
        files={name: dict(bucket.keys.items()) for name, bucket in s3_backends[ACCOUNT]["aws"].buckets.items()},
    )


def restore(twin: Twin, checkpoint: Checkpoint) -> None:
    """Put the twin back to `checkpoint`: whatever came after it is gone."""
    for name, table in dynamodb_backends[ACCOUNT][REGION].tables.items():
        table.items = copy.deepcopy(checkpoint.items[name])
        if table.stream_shard is not None:
            table.stream_shard.items.clear()
    for name, group in scheduler_backends[ACCOUNT][REGION].schedule_groups.items():
        group.schedules = dict(checkpoint.schedules[name])
    for machine in stepfunctions_parser_backends[ACCOUNT][REGION].state_machines:
        machine.executions.clear()
    for queue in sqs_backends[ACCOUNT][REGION].queues.values():
        queue._messages.clear()  # noqa: SLF001 - PurgeQueue may be called once a minute
    for name, bucket in s3_backends[ACCOUNT]["aws"].buckets.items():
        bucket.keys.clear()
        for key, file in checkpoint.files[name].items():
            bucket.keys[key] = file
    ses_backends[ACCOUNT][REGION].sent_messages.clear()
    twin.im_providers.sent.clear()
    twin.im_providers.answers.clear()
    sns_backends[ACCOUNT][REGION].platform_endpoints.clear()
    _restore_users(twin, checkpoint)
    twin.clock.reset_to(checkpoint.now)
    twin.pump.start_over(checkpoint.last_fired)
    cache.forget_all()


def _pool(twin: Twin) -> Any:
    return cognitoidp_backends[ACCOUNT][REGION].user_pools[twin.site.user_pool_id]


def _kept(user: Any) -> dict[str, Any]:
    """Return what provisioning may change of a user."""
    return {
        "groups": set(user.groups),
        "enabled": user.enabled,
        "attributes": [dict(each) for each in user.attributes],
        "attribute_lookup": dict(user.attribute_lookup),
    }


def _restore_users(twin: Twin, checkpoint: Checkpoint) -> None:
    pool = _pool(twin)
    for user_id, user in list(pool.users.items()):
        if user.username not in checkpoint.users:
            del pool.users[user_id]
    for user, kept in checkpoint.users.values():
        vars(user).update(_kept(SimpleNamespace(**kept)))
    for group in pool.groups.values():
        group.users = {user for user, kept in checkpoint.users.values() if group in kept["groups"]}
