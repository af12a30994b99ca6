"""Which service is asked for, in four languages."""

import pytest

from intents.services import asked_service


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Kan vi få handledning i utvärdering av vår elevhälsa?", "supervision"),
        ("rettleiing i forskingsmetode", "supervision"),
        ("Who can evaluate our project?", "evaluation"),
        ("søknadshjelp distriktforsk", "application"),
        ("metodstöd systematiska observationer förskola", "method"),
        ("hei", None),
        ("", None),
    ],
)
def test_the_service_is_found(text: str, service: str | None) -> None:
    assert asked_service(text) == service
