"""The pages as HTML: Jinja templates, the sentences of one language, and the files they use."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.channels.markup import blocks, is_own_page, linked, safe_url
from bot.channels.web.visitor import LANGUAGES
from bot.message import Language, Reply
from bot.speech import dates
from bot.speech.catalogue import catalogue
from bot.speech.numbers import number
from knowledge.records.base import Texts

_HERE = Path(__file__).parent
STATIC = _HERE / "static"

_BESIDE = Markup(
    '<a href="{href}" target="_blank" rel="noopener noreferrer" aria-describedby="new-tab">'
    "{text}</a>"
)
"""A link that opens beside the conversation."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request adds to the conversation: the person's side, and the answer or a notice."""

    said: str | None = None
    reply: Reply | None = None
    notice: str | None = None


class Words:
    """The page's own sentences in one language, called from templates as ``t("web.send")``."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """Give a sentence; whole numbers are written as the language writes them."""
        written = {
            name: number(value, self._language) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return self._catalogue.text(key, **written)

    def starters(self, region: str | None) -> list[str]:
        """Give three questions to begin with, from the region where the catalogue has some."""
        chosen = region if f"web.starter.{region}.1" in self._catalogue else "any"
        return [self(f"web.starter.{chosen}.{number}") for number in (1, 2, 3)]


@pass_context
def _in_language(context: Context, texts: Texts) -> str:
    """Give a record's text in the language of the page, or in the first that it has."""
    language: Language = context["language"]
    return texts.get(language) or next(iter(texts.values()))


@pass_context
def _moment(context: Context, local: datetime) -> str:
    """Write a local moment as the language of the page does, always with the year."""
    language: Language = context["language"]
    day = dates.day(local.date(), language, today=local.date(), year=True)
    return f"{day} {dates.clock(local.time(), language)}"


def _asset(name: str) -> str:
    """Give the address of a static file; it changes with the file, so it may be kept for long."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def beside(text: str) -> Markup:
    """Give text as HTML where addresses are links that leave the conversation open."""
    return linked(text, web=_BESIDE)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        blocks=blocks, linked=beside, safe_url=safe_url, in_language=_in_language, moment=_moment
    )
    environment.tests["own_page"] = is_own_page
    assets = {path.name: _asset(path.name) for path in STATIC.iterdir()}
    environment.globals.update(asset=assets.__getitem__, languages=LANGUAGES)
    return environment


class Pages:
    """Renders templates; built once for an application."""

    def __init__(self) -> None:
        self._environment = _environment()

    def render(self, template: str, language: Language, values: Mapping[str, Any]) -> str:
        """Give one template as HTML in one language."""
        page = self._environment.get_template(template)
        return page.render(language=language, t=self.words(language), **values)

    @staticmethod
    def words(language: Language) -> Words:
        """Give the page's own sentences in one language."""
        return Words(language)
