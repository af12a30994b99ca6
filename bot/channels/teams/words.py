"""The text of an activity, turned back to what the person wrote."""

import html
import re
from html.parser import HTMLParser
from typing import Final

from bot.channels.teams.activity import Activity, Entity

_BREAKS: Final = frozenset({"br", "div", "li", "p", "tr"})
_NAME: Final = re.compile(r"<at(?:\s[^<>]*)?>(.*?)</at>", re.DOTALL | re.IGNORECASE)
"""Somebody's name, as Teams marks it in a text."""
_QUOTED: Final = re.compile(r"<quoted\s[^<>]*/>", re.IGNORECASE)
"""Where another message is quoted, of which only the id stands there."""


def words(activity: Activity) -> str:
    """Give what was written, without the bot's own name.

    A text that says it is plain is so: what looks like a tag in it was written by the person.
    Teams puts only names between tags there, and now and then an entity or the mark of a quotation.
    """
    text = _QUOTED.sub(" ", _without_name(activity.text or "", activity))
    if activity.text_format in {"html", "xml"}:
        return of_markup(text)
    return _tidy(html.unescape(_NAME.sub(r"\1", text)))


def of_markup(markup: str) -> str:
    """Give what is read of HTML."""
    return _tidy(_Plain.of(markup))


def is_mentioned(activity: Activity) -> bool:
    """Tell whether it calls the bot by its name."""
    return any(_is_name(it, activity) for it in activity.entities)


def _tidy(text: str) -> str:
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_name(text: str, activity: Activity) -> str:
    for entity in activity.entities:
        if entity.text and _is_name(entity, activity):
            text = text.replace(entity.text, " ")
    return text


def _is_name(entity: Entity, activity: Activity) -> bool:
    return entity.mentioned is not None and entity.mentioned.id == activity.recipient.id


class _Plain(HTMLParser):
    """Gathers the text between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    @classmethod
    def of(cls, markup: str) -> str:
        reader = cls()
        reader.feed(markup)
        reader.close()
        return "".join(reader.text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag in _BREAKS:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
