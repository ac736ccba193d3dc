"""`make run`: the suite with its demo company on this machine."""

import argparse
import os
import sys
from datetime import UTC, datetime

from crm.core import log
from infra.local import dynamodb_local, kept, server
from infra.local.clock import START

WELCOME = """\
Kairos is running on http://127.0.0.1:{port}  (started in {seconds:.1f} s; its clock: {now:%a %Y-%m-%d %H:%M} UTC)

  /docs     the API, to read and to try                       /_local   clock, outbox, events, timers, sign-in

  A token for a colleague:   curl -s http://127.0.0.1:{port}/_local/tokens -d '{{"user": "li-lei"}}'
  A token for a customer:    curl -s http://127.0.0.1:{port}/_local/tokens -d '{{"contact": "contact-b"}}'
  Two hours later:           curl -s http://127.0.0.1:{port}/_local/clock/advance -d '{{"seconds": 7200}}'

Stop with Ctrl-C."""


def main() -> int:
    """Start the twin and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--dynamodb", choices=["moto", "local"], default="moto")
    parser.add_argument("--clock", choices=["demo", "now"], default="demo")
    chosen = parser.parse_args()
    os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "WARNING")
    log.logger.setLevel("WARNING")
    start = START if chosen.clock == "demo" else datetime.now(UTC)
    options = {"start": start, "ticking": True, "port": chosen.port}
    if chosen.dynamodb == "moto":
        _serve(server.World(options), chosen.port)
        return 0
    with dynamodb_local.running(keep=True) as url:
        world = server.World(options | {"dynamodb_url": url, "start": max(start, kept.clock() or start)})
        _serve(world, chosen.port)
        kept.keep_clock(world.twin.clock.now())
    return 0


def _serve(world: server.World, port: int) -> None:
    server.run(world, port, lambda: _welcome(world, port))


def _welcome(world: server.World, port: int) -> None:
    now = world.twin.clock.now()
    sys.stdout.write(WELCOME.format(port=port, seconds=server.uptime(), now=now) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
