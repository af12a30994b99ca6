"""The package of the app: whole, within Microsoft's limits, in each language, always the same."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, get_args
from unittest.mock import Mock
from zipfile import ZipFile

import pytest

from bot.channels.teams.commands import asks_for_home
from bot.channels.teams.endpoint import PATH
from bot.channels.teams.features import (
    COMMANDS,
    INVOKES,
    PERMISSIONS,
    SCOPES,
    SIGN_IN,
    Feature,
)
from bot.channels.teams.manifest import OTHERS, App, manifest, resource
from bot.channels.teams.package import files, package
from bot.channels.teams.references import Kind
from bot.channels.teams.surfaces import Surfaces
from bot.conversation.public import INTENTS
from bot.message import Language
from bot.speech.catalogue import catalogue
from intents.case_wishes import case_wish
from intents.thresholds import ANSWER
from intents.understand import Engine, load, understand
from tests.house.tree import ROOT
from tests.node.programs import run

APP = App("11111111-1111-4111-8111-111111111111", "https://idelos.example.org", "0.1.0", True)
LANGUAGES: tuple[Language, ...] = get_args(Language)
ASKED = {
    "idea": "route_idea",
    "money": "find_funding",
    "deadlines": "list_deadlines",
    "meetings": "list_meetings",
    "cases": "idea_status",
    "notices": "list_subscriptions",
    "privacy": "privacy",
    "help": "help",
}
"""The intent of each command; «inbox» is no question but a wish."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load(())


def contents(app: App = APP) -> dict[str, Any]:
    """The JSON of a package, by name."""
    found = files(app)
    return {name: json.loads(it) for name, it in found.items() if name.endswith(".json")}


def texts(
    value: Any, way: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a manifest, with the way to it."""
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(part, (*way, step))


def overlaid(made: dict[str, Any], language: Mapping[str, str]) -> dict[str, Any]:
    """A manifest as Teams reads it with the texts of a language."""
    result = deepcopy(made)
    for way, text in language.items():
        *there, last = (int(it) if it.isdigit() else it for it in re.findall(r"[$\w]+", way))
        part: Any = result
        for step in there:
            part = part[step]
        assert last in part, way
        part[last] = text
    return result


@pytest.mark.node
def test_the_schemas_that_microsoft_publishes_take_it() -> None:
    alone = replace(APP, has_tab=False)
    given = {
        f"{name} {app.has_tab}": content
        for app in (APP, alone)
        for name, content in contents(app).items()
    }
    given["long"] = contents()["sv-SE.json"] | {"composeExtensions[0].commands[0].title": "x" * 33}
    given["unknown"] = contents()["manifest.json"] | {"isNotThere": True}
    faults = run("check_teams_package.mjs", "@microsoft/app-manifest", json.dumps(given).encode())
    assert list(faults) == ["long", "unknown"]


@pytest.mark.parametrize(("tag", "language"), OTHERS.items())
def test_with_its_texts_over_it_the_manifest_speaks_another_language(
    tag: str, language: Language
) -> None:
    found = contents()
    translated = found[f"{tag}.json"]
    schema = translated.pop("$schema")
    assert schema == found["manifest.json"]["$schema"].replace(".schema", ".Localization.schema")
    assert overlaid(found["manifest.json"], translated) == manifest(catalogue(language), APP)


def test_every_file_that_is_named_is_there_and_no_other() -> None:
    found = contents()["manifest.json"]
    languages = found["localizationInfo"]["additionalLanguages"]
    assert [it["languageTag"] for it in languages] == ["nn", "nn-NO", "sv", "sv-SE", "en", "en-GB"]
    named = {it["file"] for it in languages} | set(found["icons"].values()) | {"manifest.json"}
    with ZipFile(BytesIO(package(APP))) as archive:
        assert set(archive.namelist()) == named
        assert archive.testzip() is None


def test_the_same_app_is_the_same_bytes() -> None:
    assert package(APP) == package(replace(APP))
    assert package(APP) != package(replace(APP, version="0.1.1"))


def test_everything_leads_to_the_address_of_the_pages() -> None:
    made = contents()["manifest.json"]
    addresses = {way: it for way, it in texts(made) if "://" in it and way != ("$schema",)}
    assert set(addresses.values()) == {
        APP.home,
        f"{APP.home}/privacy",
        f"{APP.home}/teams/terms",
        f"{APP.home}/teams/tab?locale={{locale}}",
        f"api://idelos.example.org/botid-{APP.id}",
    }
    assert made["validDomains"] == ["idelos.example.org"]


def test_with_a_managed_identity_there_is_no_tab_to_sign_in_to() -> None:
    made = contents(replace(APP, has_tab=False))["manifest.json"]
    assert not {"staticTabs", "webApplicationInfo"} & set(made)
    assert {"staticTabs", "webApplicationInfo"} <= set(contents()["manifest.json"])


def test_all_that_the_app_asks_for_is_in_it() -> None:
    made = contents()["manifest.json"]
    assert made["permissions"] == [it.name for it in PERMISSIONS]
    [bot] = made["bots"]
    assert bot["botId"] == made["composeExtensions"][0]["botId"] == made["id"] == APP.id
    assert bot["scopes"] == [it.name for it in SCOPES]
    assert not any(bot[it] for it in ("isNotificationOnly", "supportsFiles", "supportsCalling"))


def test_every_kind_of_conversation_that_is_answered_is_a_scope() -> None:
    named = {"personal": "personal", "groupChat": "groupChat", "channel": "team"}
    assert {named[it] for it in get_args(Kind)} == {it.name for it in SCOPES}


def test_every_invoke_that_is_answered_has_its_command() -> None:
    answered = Surfaces(Mock(), Mock(), Mock(), Mock()).at_once()
    assert {it for it in answered if it.startswith("composeExtension/")} == set(INVOKES)
    [extension] = contents()["manifest.json"]["composeExtensions"]
    commands = {it["id"]: it for it in extension["commands"]}
    assert set(INVOKES.values()) == set(commands)
    assert {name for name, it in commands.items() if it.get("fetchTask")} == {
        INVOKES["composeExtension/fetchTask"]
    }
    assert {name for name, it in commands.items() if it["type"] == "query"} == {
        INVOKES["composeExtension/query"]
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted({it for names in COMMANDS.values() for it in names}))
def test_every_command_is_understood_as_it_is_written(
    engine: Engine, name: str, language: Language
) -> None:
    said = catalogue(language).text(f"teams_setup.command.{name}")
    if name == "home":
        assert asks_for_home(said)
        return
    if name == "inbox":
        wished = case_wish(said)
        assert wished
        assert wished.wish == "inbox"
        return
    meaning = understand(said, engine, today=date(2026, 11, 24))
    assert (meaning.intent, meaning.language) == (ASKED[name], language)
    assert meaning.confidence >= ANSWER


def test_where_others_read_along_nothing_personal_is_proposed() -> None:
    shared = {it for scopes, names in COMMANDS.items() if "team" in scopes for it in names}
    assert {INTENTS[ASKED[it]] for it in shared} <= {"fact", "channel"}
    assert {"home", "cases", "inbox", "privacy"} & shared == set()


def rows(heading: str) -> list[list[str]]:
    """The rows of one table of the document."""
    lines = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    end = next(i for i in range(start, len(lines)) if not lines[i].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:end]]


@pytest.mark.parametrize(
    ("heading", "features"), [("Tillatelse", PERMISSIONS), ("Hvor (scope)", SCOPES)]
)
def test_the_document_tells_of_each_with_its_reason(
    heading: str, features: tuple[Feature, ...]
) -> None:
    words = catalogue("nb")
    assert rows(heading) == [[f"`{it.name}`", words.text(it.why)] for it in features]


def test_the_document_tells_of_each_command() -> None:
    made = contents()["manifest.json"]
    own, shared = (it["commands"] for it in made["bots"][0]["commandLists"])
    extension = made["composeExtensions"][0]["commands"]
    for heading, commands in (("Forslag i chatten", own), ("Meldingsutvidelse", extension)):
        assert rows(heading) == [[it["title"], it["description"]] for it in commands]
    told = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")
    assert ", ".join(f"«{it['title']}»" for it in shared) in told


def test_the_document_names_what_has_to_be_set_at_microsofts() -> None:
    told = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")
    assert resource("https://idelos.example.org", "APP") in told
    for name in (SIGN_IN, PATH, f"/v{manifest_version()}/"):
        assert name in told


def manifest_version() -> str:
    return str(contents()["manifest.json"]["manifestVersion"])
