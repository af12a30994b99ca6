"""Topics: the programme, role, body or concept that a message is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from intents.lists import read_list
from intents.meaning import Evidence, Intent
from intents.negation import negated
from intents.patterns import Found
from intents.words import Words

TOPICS_FILE = Path(__file__).parent / "data" / "topics.yaml"
Kind = Literal["programmes", "roles", "bodies", "concepts"]
KINDS: tuple[Kind, ...] = ("programmes", "roles", "bodies", "concepts")
"""Which kind wins where a message names several, first first."""

_DONE = frozenset({"innovasjon", "fou"})
_DOING = frozenset(
    {"route_idea", "find_funding", "get_support", "find_partners", "register_training_need"}
)
_SURE = 1.0
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic named in the text, in the tokens from `start` up to `end`."""

    topic: str
    kind: Kind
    phrase: str
    weight: float
    start: int
    end: int
    negated: bool


def find_topics(words: Words, found: Iterable[Found]) -> tuple[TopicMatch, ...]:
    """Give the topics named in the text, in order; of overlapping phrases found the longest."""
    kept: list[Found] = []
    for candidate in sorted(found, key=_longest_first):
        if not any(_overlap(candidate, other) for other in kept):
            kept.append(candidate)
    kept.sort(key=lambda match: match.start)
    return tuple(
        TopicMatch(
            match.label,
            kinds()[match.label],
            match.phrase,
            match.weight,
            match.start,
            match.end,
            negated(words, match.start, match.end),
        )
        for match in kept
    )


def choose_topic(matches: Iterable[TopicMatch], intent: Intent | None = None) -> str | None:
    """Give the topic that the message is about, or None.

    The intent, where known, tells whether a concept is asked about or only done: «har en idé om
    innovasjon i skolen» is not about innovation. An errand outside has no topic.

    What is named in order to be left out does not count. A sure name beats a likely one; then a
    programme beats a role, a role a body, and a body a concept. Several programmes are weighed
    against each other, so none of them is the topic; of other kinds the first named is.
    """
    if intent == "out_of_scope":
        return None
    done = _DONE if intent in _DOING else frozenset()
    meant = [match for match in matches if not match.negated and match.topic not in done]
    sure = [match for match in meant if match.weight >= _SURE]
    for kind in KINDS:
        topics = list(dict.fromkeys(match.topic for match in sure if match.kind == kind))
        if len(topics) > 1 and kind == "programmes":
            return None
        if topics:
            return topics[0]
    return meant[0].topic if meant else None


def topic_evidence(words: Words, matches: Iterable[TopicMatch]) -> tuple[Evidence, ...]:
    """Give the reasons for the topics found."""
    return tuple(
        Evidence(
            "cue",
            f"topic:{match.topic}",
            match.phrase,
            0.0 if match.negated else match.weight,
            (words.tokens[match.start].span[0], words.tokens[match.end - 1].span[1]),
        )
        for match in matches
    )


@cache
def kinds() -> dict[str, Kind]:
    """Give the kind of each topic id."""
    content = _content()
    return {topic: kind for kind in KINDS for topic in content[kind]}


def _longest_first(match: Found) -> tuple[float, int, int]:
    return (-match.weight, match.start - match.end, match.start)


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def topic_phrases() -> Iterator[tuple[str, str, float]]:
    """Give all topics with their phrases, and how much each says."""
    for topic, phrases in _content()["topics"].items():
        for key, weight in (("sure", _SURE), ("likely", _LIKELY)):
            for phrase in phrases.get(key, ()):
                yield topic, phrase, weight


@cache
def _content() -> dict[str, dict[str, dict[str, list[str]]]]:
    content: dict[str, dict[str, dict[str, list[str]]]] = read_list(TOPICS_FILE)
    return content
