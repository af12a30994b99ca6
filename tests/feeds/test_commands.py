import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.kb import kb
from bot.database import migrate
from knowledge.packs import read_packs
from tests.feeds.server import answered, guarded, serving
from tests.feeds.test_pull import calendar
from tests.knowledge.edit import replace

COURSE = "UID:1\r\nSUMMARY:Kurs\r\nDTSTART:20990117T090000\r\nURL:https://nabo.example/kurs"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(kb, [str(it) for it in arguments], catch_exceptions=False)


@pytest.fixture
def filled(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packs that the database of the settings holds."""
    url = f"sqlite:///{tmp_path}/idelos.db"
    monkeypatch.setenv("IDELOS_DATABASE_URL", url)
    asyncio.run(migrate(url))
    run("import", folder)
    return folder


def pulled(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> Result:
    """Run ``idelos kb pull`` in a thread, while the server is there."""

    async def both() -> Result:
        async with serving() as server:
            server.answers["/kalender.ics"] = answer
            server.answers["/calls.csv"] = answered(b"Name,Opens,Closes,Page\n", "text/csv")
            monkeypatch.setattr("bot.feeds.pull.GuardedTransport", lambda: guarded(server))
            return await asyncio.to_thread(run, "--lang", "en", "pull")

    return asyncio.run(both())


def test_from_feed_to_knowledge(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = pulled(monkeypatch, calendar(COURSE))
    assert done.output == "kalender: 1 proposal.\ntabell: 0 proposals.\n"
    listed = run("--lang", "en", "proposals").output
    assert listed.startswith("1: new event kalender-")
    assert listed.endswith(
        "(https://nabo.example/kurs)\n  + title: Kurs\n  + start: 2099-01-17T09:00\n"
        "  + website: nabo.example/kurs\n"
    )
    done = run("--lang", "en", "accept", 1, "--packs", filled, "--verified", "--who", "kari")
    assert done.output.startswith("New: event kalender-")
    assert run("check", filled).exit_code == 0
    assert run("--lang", "en", "proposals").output == "No proposals are waiting.\n"
    assert "verified: true" in (filled / "nord/events-from-feeds.yaml").read_text(encoding="utf-8")


def test_a_change_is_shown_as_one(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled(monkeypatch, calendar(COURSE))
    run("accept", 1, "--packs", filled)
    pulled(monkeypatch, calendar(COURSE.replace("0117", "0118")))
    listed = run("--lang", "nn", "proposals").output
    assert listed.startswith("1: endra event kalender-")
    assert "  - start: 2099-01-17T09:00\n  + start: 2099-01-18T09:00\n" in listed
    assert "title" not in listed


def test_rejecting(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pulled(monkeypatch, calendar(COURSE))
    assert run("--lang", "en", "reject", 1).output == "1 proposal rejected.\n"
    done = run("--lang", "en", "reject", 1)
    assert (done.exit_code, done.output.startswith("These proposals are not waiting: 1.")) == (
        1,
        True,
    )


def test_a_feed_that_fails_is_told(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = pulled(monkeypatch, answered(b"", status="500 Oh"))
    assert done.exit_code == 1
    assert done.output.startswith("kalender: The feed answered with an error.\n")


def test_other_packs_are_not_written_to(
    filled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pulled(monkeypatch, calendar(COURSE))
    (filled / "nord/feeds.yaml").unlink()
    before = sorted(filled.rglob("*"))
    done = run("--lang", "en", "accept", 1, "--packs", filled)
    assert done.exit_code == 1
    assert "do not have the feed kalender" in done.output
    assert sorted(filled.rglob("*")) == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("https://feed.example/kal", "http://feed.example/kal", "must begin with https://"),
        ("https://feed.example/kal", "https://10.0.0.1/kal", "must begin with https://"),
        ("https://feed.example/kal", "https://2130706433/kal", "must begin with https://"),
        ("https://feed.example/kal", "https://feed.example:8443/kal", "must begin with https://"),
        ("https://feed.example/kal", "https://a:b@feed.example/kal", "must begin with https://"),
        ("format: ical", "format: csv", "belongs to the format csv"),
        ("region: nord", "region: south", "no record of kind region"),
        ("programme: nordmidler", "programme: none", "no record of kind programme"),
        ("    - norway", "    - south", "no record of kind region"),
    ],
)
def test_the_check_knows_feeds(folder: Path, old: str, new: str, words: str) -> None:
    replace(folder / "nord/feeds.yaml", old, new)
    done = run("--lang", "en", "check", folder)
    assert done.exit_code == 1
    assert words in done.output


def test_a_feed_of_nothing_is_a_fault(folder: Path) -> None:
    text = (folder / "nord/feeds.yaml").read_text(encoding="utf-8")
    start, end = text.index("  events:"), text.index("- id: tabell")
    (folder / "nord/feeds.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert "either meetings or calls" in run("--lang", "en", "check", folder).output
    assert read_packs(folder)[1] == ()
