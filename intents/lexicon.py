"""The lexicon: all that keepers have written in lists, looked for in one pass over a message."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from intents.classify.cues import FOLDER, Cue, read_cues
from intents.cue_lists import key_phrases
from intents.patterns import Found, forms, word_patterns
from intents.phrases import Match, Phrases
from intents.topics import topic_phrases
from intents.words import Words


class Line(NamedTuple):
    """A line of a list."""

    source: Literal["cues", "key_words", "topics"]
    label: str
    text: str
    weight: float


Hit = Match[Line]
"""A line found in the tokens from the first up to, not including, the second number."""


@dataclass(slots=True)
class Listed:
    """What the lists find in one message, in the order of the words."""

    cues: list[Hit]
    key_words: list[Hit]
    """Of themes and needs, with labels such as ``theme:education|strong``."""
    topics: list[Found]


class Lexicon:
    """Cues, key words and topics, ready to be looked for."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._phrases: Phrases[Line] = Phrases(forms)
        for cue in cues:
            self._phrases.add(cue.words, Line("cues", cue.name, cue.text, 1.0))
        for label, phrase in key_phrases():
            self._phrases.add(word_patterns(phrase), Line("key_words", label, phrase, 1.0))
        for topic, phrase, weight in topic_phrases():
            self._phrases.add(word_patterns(phrase), Line("topics", topic, phrase, weight))

    def find(self, words: Words) -> Listed:
        """Find everything; one phrase may be found several times."""
        listed = Listed([], [], [])
        for hit in self._phrases.find(words):
            line, start, end = hit
            if line.source == "cues":
                listed.cues.append(hit)
            elif line.source == "key_words":
                listed.key_words.append(hit)
            else:
                listed.topics.append(Found(line.label, line.text, line.weight, start, end))
        return listed


@cache
def load_lexicon(cues: Path = FOLDER) -> Lexicon:
    """Read all lists; raises an error that names the file and the line of a faulty one."""
    return Lexicon(read_cues(cues))
