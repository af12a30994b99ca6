"""Our token goes to Microsoft and to nobody else, whatever an address looks like."""

from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels.teams.service_urls import HOSTS, is_loopback, is_microsofts

_SIGNS = ("https:", "//", "/", "\\", "@", ":", "443", "?", "#", ".", "%2e", " ", "\n", "evil.test")
_BITS = st.sampled_from((*_SIGNS, *sorted(HOSTS)))


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net/emea/9a1d7c52-1c1f-4c0e-8a54-3f1b2c4d5e6f/",
        "https://smba.trafficmanager.net",
        "https://smba.trafficmanager.net:443/no",
        "https://smba.onyx.prod.teams.trafficmanager.net/x",
        "https://smba.infra.gcc.teams.microsoft.com/teams/",
    ],
)
def test_microsofts_addresses_are_written_to(url: str) -> None:
    assert is_microsofts(url)
    assert not is_loopback(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.test/",
        "https://evil.test/smba.trafficmanager.net/",
        "https://smba.trafficmanager.net@evil.test/",
        "https://evil.test\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net\\.evil.test/",
        "https://other.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net/emea/?next=https://evil.test",
        "https://smba.trafficmanager.net/emea/#x",
        "https://smba.trafficmanager.net/../x",
        "https://smba.trafficmanager.net/emea/\n",
        "https://smba.trafficmanager.net./",
        "https://smba.infra.gov.teams.microsoft.us/",
        "https://localhost/",
        "ftp://smba.trafficmanager.net/",
    ],
)
def test_nothing_else_is(url: str) -> None:
    assert not is_microsofts(url)


@given(st.lists(_BITS, max_size=8).map("".join))
@example("https://smba.trafficmanager.net/")
def test_what_is_taken_is_read_as_one_host_by_all(url: str) -> None:
    if is_microsofts(url):
        hosts = {urlsplit(url).hostname, httpx.URL(url).host}
        assert len(hosts) == 1
        assert hosts <= HOSTS
        assert httpx.URL(url).scheme == "https"


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("http://localhost:56150", True),
        ("http://127.0.0.1:56150/x", True),
        ("http://[::1]:56150/", True),
        ("http://localhost.evil.test/", False),
        ("http://127.0.0.1.evil.test/", False),
        ("http://127.0.0.1@evil.test/", False),
        ("https://evil.test/", False),
        ("https://smba.trafficmanager.net/emea/", False),
    ],
)
def test_development_writes_to_this_machine_only(url: str, taken: bool) -> None:
    assert is_loopback(url) is taken
