"""The app as Teams is told of it: made from the features, in each language.

The schema is 1.22: it holds all that the app is, and Microsoft's own reference gives it as
released; the later ones bring agents, of which there are none here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from bot.channels.teams.features import (
    COMMANDS,
    MAKE_IDEA,
    PERMISSIONS,
    SCOPES,
    SEARCH,
    TAB,
    TAB_PATH,
    TERMS_PATH,
    WORDS,
)
from bot.message import Language
from bot.speech.catalogue import Catalogue

_SCHEMAS: Final = "https://developer.microsoft.com/en-us/json-schemas/teams/v1.22"
_COLOUR: Final = "#0b5a7a"
"""Of our pages: ``--fjord``."""
COLOUR_ICON: Final = "color.png"
OUTLINE_ICON: Final = "outline.png"

DEFAULT: Final = "nb-NO"
OTHERS: Final[Mapping[str, Language]] = {"nn-NO": "nn", "sv-SE": "sv", "en-GB": "en"}
_READ: Final = re.compile(
    r"(?!developer|.*parameters).*\bname|.*\b(?:short|full|title|description)"
)
"""The ways to what people read."""


@dataclass(frozen=True, slots=True)
class App:
    """One installation's app."""

    id: str
    """In Microsoft Entra; a GUID."""
    home: str
    """Address of our pages, without a slash at the end."""
    version: str
    """Three numbers. Teams takes a package with a higher one as the same app made anew."""
    has_tab: bool
    """A managed identity can't be what people sign in to, so that there is no tab with one."""

    @property
    def domain(self) -> str:
        """The host of our pages, with its port if that is said."""
        return urlsplit(self.home).netloc

    @property
    def resource(self) -> str:
        """The name of our app that Teams asks tokens for, of the form for apps with a bot."""
        return resource(self.home, self.id)


def resource(home: str, app: str) -> str:
    """Give the Application ID URI of the app whose pages are there."""
    return f"api://{urlsplit(home).netloc}/botid-{app}"


def manifest(words: Catalogue, app: App) -> dict[str, Any]:
    """Give the manifest, ready to be written as JSON, with its texts in one language."""
    return {
        "$schema": f"{_SCHEMAS}/MicrosoftTeams.schema.json",
        "manifestVersion": "1.22",
        "version": app.version,
        "id": app.id,
        "localizationInfo": _languages(),
        "developer": {
            "name": "Idélos",
            "websiteUrl": app.home,
            "privacyUrl": f"{app.home}/privacy",
            "termsOfUseUrl": app.home + TERMS_PATH,
        },
        "name": {"short": "Idélos", "full": words.text("teams_setup.name")},
        "description": {
            "short": words.text("teams_setup.description"),
            "full": words.text("teams_setup.long_description"),
        },
        "icons": {"color": COLOUR_ICON, "outline": OUTLINE_ICON},
        "accentColor": _COLOUR,
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(words, app)],
        "composeExtensions": [_extension(words, app)],
        "permissions": [it.name for it in PERMISSIONS],
        "validDomains": [app.domain],
        **(_tab(words, app) if app.has_tab else {}),
    }


def localisation(made: Mapping[str, Any]) -> dict[str, str]:
    """Give the texts of a manifest by the way to each, as Teams wants those of a language."""
    schema = f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json"
    return {"$schema": schema} | {way: it for way, it in _texts(made) if _READ.fullmatch(way)}


def _languages() -> dict[str, Any]:
    """Each stands twice: Teams takes ``en`` for those in the United States, and never ``en-GB``."""
    tags = [it for tag in OTHERS for it in (tag.partition("-")[0], tag)]
    files = {tag.partition("-")[0]: f"{tag}.json" for tag in OTHERS}
    return {
        "defaultLanguageTag": DEFAULT,
        "additionalLanguages": [
            {"languageTag": it, "file": files[it.partition("-")[0]]} for it in tags
        ],
    }


def _bot(words: Catalogue, app: App) -> dict[str, Any]:
    return {
        "botId": app.id,
        "scopes": [it.name for it in SCOPES],
        "isNotificationOnly": False,
        "supportsFiles": False,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [
            {
                "scopes": list(scopes),
                "commands": [
                    {
                        "title": words.text(f"teams_setup.command.{name}"),
                        "description": words.text(f"teams_setup.about.{name}"),
                    }
                    for name in names
                ],
            }
            for scopes, names in COMMANDS.items()
        ],
    }


def _extension(words: Catalogue, app: App) -> dict[str, Any]:
    search: dict[str, Any] = {
        "type": "query",
        "context": ["compose", "commandBox"],
        "initialRun": True,
        "parameters": [
            {
                "name": WORDS,
                "title": words.text("teams_setup.words"),
                "description": words.text("teams_setup.words.about"),
                "inputType": "text",
            }
        ],
    }
    idea: dict[str, Any] = {"type": "action", "context": ["message"], "fetchTask": True}
    return {
        "botId": app.id,
        "commands": [
            {
                "id": name,
                "title": words.text(f"teams_setup.extension.{name}"),
                "description": words.text(f"teams_setup.extension.{name}.about"),
                **more,
            }
            for name, more in ((SEARCH, search), (MAKE_IDEA, idea))
        ],
    }


def _tab(words: Catalogue, app: App) -> dict[str, Any]:
    """The chat stays first; without being named it would come after the tab.

    In the address Teams puts the language of its own menus.
    """
    return {
        "staticTabs": [
            {"entityId": "conversations", "scopes": ["personal"]},
            {
                "entityId": TAB,
                "name": words.text("teams_setup.tab"),
                "contentUrl": f"{app.home}{TAB_PATH}?locale={{locale}}",
                "websiteUrl": app.home,
                "scopes": ["personal"],
            },
        ],
        "webApplicationInfo": {"id": app.id, "resource": app.resource},
    }


def _texts(value: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Give each text with the way to it: ``composeExtensions[0].commands[0].title``."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, f"{way}.{name}" if way else name)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _texts(part, f"{way}[{number}]")
    elif isinstance(value, str):
        yield way, value
