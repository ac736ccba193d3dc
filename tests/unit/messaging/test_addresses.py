"""Where webhooks may go."""

import socket
from ipaddress import ip_address
from typing import Any

import pytest

from crm.core import environment
from crm.messaging.channels.addresses import NameNotResolvedError, UnacceptableUrlError, check, is_public, resolve

TWIN = {"ALLOW_LOOPBACK_WEBHOOKS": "1"}


@pytest.fixture(autouse=True)
def _deployed() -> Any:
    with environment.only({}):
        yield


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("url", ["https://shop.example/hooks", "https://shop.example:8443/a?b=c", "https://8.8.8.8/"])
def test_urls_on_the_open_internet(url: str) -> None:
    assert check(url).geturl() == url


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/hooks",
        "ftp://shop.example",
        "shop.example",
        "https://",
        "https://user:secret@shop.example",
        "https://shop.example/#part",
        "https://shop.example:99999/",
        "https://shop.example:0/",
        "https://[::1/",
        "https://localhost/hooks",
        "https://kairos.internal/hooks",
        "https://127.0.0.1/",
        "https://10.0.0.7/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.7]/",
        "https://[fd00::1]/",
        "http://127.0.0.1:8080/",
    ],
)
def test_urls_that_lead_elsewhere(url: str) -> None:
    with pytest.raises(UnacceptableUrlError):
        check(url)


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fd12::1",
        "::ffff:8.8.8.8",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


def test_names_are_resolved_and_the_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "93.184.216.34", "8.8.8.8")
    assert resolve(check("https://shop.example/")) == "93.184.216.34"


@pytest.mark.parametrize("inside", ["10.0.0.7", "127.0.0.1", "169.254.169.254"])
def test_a_name_that_leads_inside_with_any_of_its_addresses_is_refused(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "93.184.216.34", inside)
    with pytest.raises(UnacceptableUrlError):
        resolve(check("https://shop.example/"))


def test_a_name_that_cannot_be_resolved_may_be_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(NameNotResolvedError):
        resolve(check("https://shop.example/"))


def test_the_twin_may_reach_its_own_machine_and_nothing_else_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    with environment.only(TWIN):
        assert resolve(check("http://127.0.0.1:8080/hooks")) == "127.0.0.1"
        for url in ("http://10.0.0.7/", "https://10.0.0.7/"):
            with pytest.raises(UnacceptableUrlError):
                check(url)
        answers(monkeypatch, "10.0.0.7")
        with pytest.raises(UnacceptableUrlError):
            resolve(check("https://shop.example/"))
