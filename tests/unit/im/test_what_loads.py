"""What a container loads: the packages of IM's own layer are where its receivers are, and nowhere else."""

import subprocess
import sys

import pytest

from infra import catalog


def loaded(module: str) -> set[str]:
    """Return what a new process has loaded once it has imported a module."""
    code = f"import sys, {module}; print(*(each.partition('.')[0] for each in sys.modules))"
    places = [str(catalog.ROOT / "layers" / "crm" / "python"), str(catalog.ROOT)]
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", f"import sys; sys.path[:0] = {places}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


@pytest.mark.parametrize("module", ["functions.messaging.deliver_message", "crm.im.sending.channel", "crm.im.outside"])
def test_what_delivers_needs_no_cryptography(module: str) -> None:
    assert "cryptography" not in loaded(module)


def test_a_receiver_loads_it_only_when_something_is_sealed() -> None:
    assert "cryptography" not in loaded("functions.im.receive_im_webhook, crm.im.vendors.slack")
