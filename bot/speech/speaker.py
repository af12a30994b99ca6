"""One voice for one turn: the person's language, the day, and what the knowledge calls things."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from babel.lists import format_list

from bot.message import Action, Button, Language, Line
from bot.speech import dates
from bot.speech.catalogue import Catalogue, catalogue
from knowledge.base import KnowledgeBase
from knowledge.records.base import Source

_NEAREST: dict[Language, tuple[Language, ...]] = {
    "nb": ("nb", "nn", "sv", "en"),
    "nn": ("nn", "nb", "sv", "en"),
    "sv": ("sv", "nb", "nn", "en"),
    "en": ("en", "nb", "sv", "nn"),
}
"""In which order a reader of one language understands the others best."""

_WORDS_TO = 12

_QUOTES = {"nb": ("«", "»"), "nn": ("«", "»"), "sv": ("”", "”"), "en": ("“", "”")}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says things in one language on one day."""

    language: Language
    today: date
    kb: KnowledgeBase

    @property
    def words(self) -> Catalogue:
        """All sentences of the language."""
        return catalogue(self.language)

    def text(self, key: str, **values: object) -> str:
        """Give a sentence as plain text."""
        return self.words.text(key, **values)

    def line(self, key: str, *, label: str | None = None, **values: object) -> Line:
        """Give a sentence as a line of an answer."""
        return self.words.line(key, label=label, **values)

    def button(self, key: str, action: str, argument: str = "", **values: object) -> Button:
        """Give a button that sends an action; `key` is its label."""
        return Button(self.text(key, **values), Action(action, argument))

    def plain_button(self, label: str, action: str, argument: str = "") -> Button:
        """Give a button whose label is a name and needs no translation."""
        return Button(label, Action(action, argument))

    def link(self, key: str, url: str) -> Button:
        """Give a button that opens a page; an address without scheme gets https.

        What begins with a slash is a page of our own, and the channel knows where it is.
        """
        whole = url if url.startswith("/") or "://" in url else f"https://{url}"
        return Button(self.text(key), url=whole)

    def of(self, texts: Mapping[Language, str]) -> str:
        """Give the text in this language, or in the one nearest to it."""
        return texts[self.language_of(texts)]

    def language_of(self, texts: Mapping[Language, str]) -> Language:
        """Tell which of the texts `of` gives."""
        return next(language for language in _NEAREST[self.language] if language in texts)

    def quote(self, words: str) -> str:
        """Give the person's own words in the quotation marks of the language."""
        left, right = _QUOTES[self.language]
        return f"{left}{words}{right}"

    def day(self, value: date, *, weekday: bool = True) -> str:
        """Give a day: «onsdag 4. mars»."""
        return dates.day(value, self.language, today=self.today, weekday=weekday)

    def days(self, values: Sequence[date]) -> str:
        """Give days after one another: «3. og 8. desember», «30. november og 3. desember»."""
        *before, last = (self.day(it, weekday=False) for it in values)
        if len({(it.year, it.month) for it in values}) == 1:
            before = [it.partition(" ")[0] for it in before]
        return self.join([*before, last])

    def moment(self, value: str, *, weekday: bool = True) -> str:
        """Give a record's local date and time: «onsdag 4. mars kl. 13.00»."""
        return dates.moment(value, self.language, today=self.today, weekday=weekday)

    def join(self, items: Iterable[str]) -> str:
        """Give a list: «a, b og c»."""
        listed = format_list(list(items), locale=self.language)
        return listed.replace(", and ", " and ") if self.language == "en" else listed

    def count(self, number: int) -> str:
        """Give a count as prose has it: words to twelve, then figures."""
        return self.text(f"count.{number}") if 1 <= number <= _WORDS_TO else str(number)

    def source(self, source: Source, as_of: str | None = None) -> str:
        """Give a source for the context line: «trondelagfylke.no, august 2023»."""
        age = source.as_of or as_of
        document = self.kb.documents.get(source.ref)
        if document:
            name, age = self.of(document.label), source.as_of or document.dated
        else:
            name = source.label or host(source.ref)
        if age is None:
            return self.text("source.undated", name=name)
        return f"{name}, {dates.partial(age, self.language)}"


def host(address: str) -> str:
    """Give the host name that people know a page by: ``trondelagfylke.no``."""
    netloc = urlsplit(address if "://" in address else f"https://{address}").netloc
    return netloc.removeprefix("www.")
