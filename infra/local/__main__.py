"""`make run`: the suite with its demo company on this machine."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from crm.core import log
from infra.local import dynamodb_local, kept, server
from infra.local.clock import START
from infra.local.kept import Kept

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
    parser.add_argument("--folder", type=Path, default=kept.FOLDER, help="where DynamoDB Local keeps its data")
    chosen = parser.parse_args()
    if not server.is_free(chosen.port):
        sys.stderr.write(f"Port {chosen.port} is taken. Choose another: make run PORT={chosen.port + 1}\n")
        return 1
    os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "WARNING")
    log.logger.setLevel("WARNING")
    server.stop_when_told()
    start = START if chosen.clock == "demo" else datetime.now(UTC)
    options = {"start": start, "ticking": True, "port": chosen.port}
    try:
        if chosen.dynamodb == "moto":
            _serve(server.World(options), chosen.port)
        else:
            company = Kept(chosen.folder)
            with dynamodb_local.running(company.tables()) as url:
                _serve(server.World(options | {"dynamodb_url": url}, company), chosen.port)
    except KeyboardInterrupt:
        return 130
    except dynamodb_local.NotInstalledError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _serve(world: server.World, port: int) -> None:
    server.run(world, port, lambda: _welcome(world, port))


def _welcome(world: server.World, port: int) -> None:
    now = world.twin.clock.now()
    sys.stdout.write(WELCOME.format(port=port, seconds=server.uptime(), now=now) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
