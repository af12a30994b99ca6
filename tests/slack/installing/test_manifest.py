"""The app as Slack is told of it: whole, within Slack's limits, in each language."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from bot.channels.slack.features import COMMANDS, EVENTS, OF_LINKS, SCOPES, SHORTCUTS, Feature
from bot.channels.slack.manifest import manifest
from bot.message import Language
from bot.speech.catalogue import catalogue
from tests.house.tree import ROOT
from tests.slack.typescript import faults_of_types

HOME = "https://idelos.example.org"
LANGUAGES: tuple[Language, ...] = get_args(Language)

LIMITS = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "features.bot_user.display_name": (1, 80),
    "features.shortcuts.name": (1, 24),
    "features.shortcuts.callback_id": (1, 255),
    "features.shortcuts.description": (1, 150),
    "features.slash_commands.command": (2, 32),
    "features.slash_commands.description": (1, 2000),
    "features.slash_commands.usage_hint": (1, 1000),
    "features.unfurl_domains": (1, 255),
}
"""Characters, from the schema that Slack publishes (github.com/slackapi/manifest-schema)."""


def app(language: Language = "nb", home: str | None = HOME, *, socket: bool = False) -> Any:
    return manifest(catalogue(language), home, socket=socket)


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a manifest, with the way to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, path)
    elif isinstance(value, str):
        yield path, value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_length_that_slack_takes(language: Language) -> None:
    found = dict.fromkeys(LIMITS, 0)
    for path, text in texts(app(language)):
        least, most = LIMITS.get(path, (1, 3000))
        assert least <= len(text) <= most, f"{path}: {text}"
        found[path] = found.get(path, 0) + 1
    assert all(found[path] for path in LIMITS)


def test_names_are_spelt_as_slack_spells_them() -> None:
    made = app()
    assert re.fullmatch(r"[a-z0-9._-]+", made["features"]["bot_user"]["display_name"])
    assert re.fullmatch(r"#[0-9a-f]{6}", made["display_information"]["background_color"])
    for domain in made["features"]["unfurl_domains"]:
        assert re.fullmatch(r"(?![.\-])[-a-z0-9.]+[a-z0-9]", domain)


def test_everything_leads_to_the_address_of_the_pages() -> None:
    addresses = {path: text for path, text in texts(app()) if text.startswith("https://")}
    assert addresses == {
        "features.slash_commands.url": f"{HOME}/slack/commands",
        "oauth_config.redirect_urls": f"{HOME}/slack/oauth_redirect",
        "settings.event_subscriptions.request_url": f"{HOME}/slack/events",
        "settings.interactivity.request_url": f"{HOME}/slack/interactive",
        "settings.interactivity.message_menu_options_url": f"{HOME}/slack/options",
    }
    assert app()["settings"]["token_rotation_enabled"]


def test_all_that_the_app_asks_for_is_in_it() -> None:
    made = app()
    assert made["oauth_config"]["scopes"] == {"bot": [it.name for it in SCOPES]}
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert events == [it.name for it in EVENTS]
    commands = [it["command"] for it in made["features"]["slash_commands"]]
    assert commands == [it.name for it in COMMANDS]
    shortcuts = [(it["callback_id"], it["type"]) for it in made["features"]["shortcuts"]]
    assert shortcuts == [(it.callback, it.kind) for it in SHORTCUTS]


@pytest.mark.parametrize("home", [None, "http://localhost:8080", "https://10.0.0.7", HOME])
def test_over_a_socket_no_address_is_told_and_tokens_never_expire(home: str | None) -> None:
    made = app(home=home, socket=True)
    assert [text for _, text in texts(made) if "://" in text] == []
    settings = made["settings"]
    assert (settings["socket_mode_enabled"], settings["token_rotation_enabled"]) == (True, False)
    asked = {*made["oauth_config"]["scopes"]["bot"], *settings["event_subscriptions"]["bot_events"]}
    assert (asked >= OF_LINKS) == (home == HOME) == ("unfurl_domains" in made["features"])


@pytest.mark.node
def test_the_types_that_slack_publishes_take_it() -> None:
    made = {
        f"{language} {it}": app(language, socket=it)
        for language in LANGUAGES
        for it in (False, True)
    }
    for one in made.values():
        # A scope that the types do not know yet; Slack's reference has it since 2024.
        one["oauth_config"]["scopes"]["bot"].remove("assistant:write")
    odd = app()
    odd["settings"]["event_subscriptions"]["bot_events"].append("message.nowhere")
    assert list(faults_of_types(manifests=made | {"odd": odd})) == ["odd"]


def rows(heading: str) -> list[list[str]]:
    """The rows of one table of the document."""
    lines = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    end = next(i for i in range(start, len(lines)) if not lines[i].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:end]]


@pytest.mark.parametrize(
    ("heading", "features"),
    [
        ("Tilgang (scope)", SCOPES),
        ("Hendelse (event)", EVENTS),
        ("Kommando", COMMANDS),
    ],
)
def test_the_document_tells_of_each_with_its_reason(
    heading: str, features: tuple[Feature, ...]
) -> None:
    words = catalogue("nb")
    assert rows(heading) == [[f"`{it.name}`", words.text(it.why)] for it in features]


def test_the_document_tells_of_each_shortcut() -> None:
    words = catalogue("nb")
    told = [[name, why] for name, _, why in rows("Snarvei")]
    assert told == [[words.text(it.name), words.text(it.why)] for it in SHORTCUTS]
