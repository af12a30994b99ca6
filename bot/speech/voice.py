"""The rules of the voice that a program can check."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.message import Language
from bot.speech.sentences import sentences

LONGEST_LABEL = 22
LONGEST_FIRST_SENTENCE = 110

_NOT_AT_FIRST = ("cli.", "kb.", "web.", "route.nearest.other")
"""Pages and terminals, and what only ever follows an answer, have no first sentence."""

_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_PLACEHOLDER = re.compile(r"\{\w+\}")

_NEVER: Mapping[Language, str] = MappingProxyType(
    {
        "nb": r"dessverre|midnatt|ugyldig\w*|du må|innen(?= den| frist| \d| \{)"
        r"|deadlines?|calls?|feedback|input|tickets?|cases?",
        "nn": r"diverre|dessverre|midnatt|ugyldig\w*|du må|inn[ea]n(?= den| frist| \d| \{)"
        r"|deadlines?|calls?|feedback|input|tickets?|cases?"
        r"|ansatt\w*|bekreft\w*|veiled\w*|virksomhet\w*|anbefal\w*|benytt\w*|ikke|bare",
        "sv": r"tyvärr|midnatt|ogiltig\w*|du måste|innan(?= den| \d| \{)"
        r"|deploya\w*|meeta\w*|applications?|söka om medel|ta kontakt på|fristen",
        "en": r"unfortunately|midnight|invalid|you must|competence(?! brokers?)|actual|eventually",
    }
)
"""Words that say too much, too little, blame, or belong to another language."""

_RULES = {
    language: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)
    for language, words in _NEVER.items()
}


def broken_rules(
    language: Language, key: str, forms: tuple[str, ...], *, label: bool
) -> Iterator[str]:
    """Give what is wrong with a sentence; `label` where it stands on a button.

    Names that are filled in count as nothing: only what is written here is judged.
    """
    opens = not key.startswith(_NOT_AT_FIRST)
    for form in forms:
        written = _PLACEHOLDER.sub("", form)
        if re.search(r"[^\W\d_]!", written):
            yield "has an exclamation mark"
        if _EMOJI.search(written):
            yield "has an emoji"
        if match := _RULES[language].search(form):
            yield f"says «{match[0]}»"
        if label and len(written) > LONGEST_LABEL:
            yield f"is {len(written)} characters, a button has room for {LONGEST_LABEL}"
        first = sentences(written)[:1]
        if opens and first and len(first[0]) > LONGEST_FIRST_SENTENCE:
            yield f"begins with {len(first[0])} characters, at most {LONGEST_FIRST_SENTENCE}"
