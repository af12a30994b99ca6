"""Announcements as secretaries write them: a file with audience and words, and its checks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.message import Language
from bot.notices.audience import Audience, Interest
from bot.speech.sentences import sentences
from bot.speech.voice import LONGEST_FIRST_SENTENCE
from knowledge.base import KnowledgeBase
from knowledge.faults import Fault, PackError
from knowledge.kinds import KINDS
from knowledge.packs import model_faults, read_data
from knowledge.reader import Marked, read_marked
from knowledge.records.base import Texts
from knowledge.records.vocabulary import THEMES

_REQUIRED: Final[dict[str, tuple[Language, ...]]] = {"NO": ("nb", "nn"), "SE": ("sv",)}
"""The official languages of a country; who reads another gets the nearest of them."""

_LONGEST_TITLE = 60
_MOST_WORDS = 90


class Draft(BaseModel):
    """What a secretary wants to say, and to whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    audience: Audience
    title: Texts
    body: Texts
    """Paragraphs are lines."""
    link: str | None = Field(None, max_length=500)
    sender: str = Field(min_length=1, max_length=128)
    """Who speaks, as it stands after «for»: sekretariatet for partnerskapet."""


def read_draft(path: Path, kb: KnowledgeBase) -> Draft:
    """Read and check a file; raises `PackError` with every fault, each with its line."""
    root = read_marked(read_data(path, path.name), path.name)
    try:
        draft = Draft.model_validate(root.plain())
    except ValidationError as error:
        raise PackError(model_faults(error, root, path.name)) from None
    faults = [_placed(fault, path.name, root) for fault in faults_in(draft, kb)]
    if faults:
        raise PackError(faults)
    return draft


def faults_in(draft: Draft, kb: KnowledgeBase) -> Iterator[Fault]:
    """Find what would reach nobody, be missing for some, or be too long to be read."""
    yield from _audience_faults(draft.audience, kb)
    yield from _language_faults(draft, kb)
    for language, title in draft.title.items():
        if len(title) > _LONGEST_TITLE:
            yield _too_long("too_long", f"title.{language}", signs=len(title), limit=_LONGEST_TITLE)
    for language, body in draft.body.items():
        yield from _body_faults(f"body.{language}", body)
    if draft.link and not draft.link.startswith("https://"):
        yield Fault("not_https", field="link")


def _placed(fault: Fault, file: str, root: Marked) -> Fault:
    steps = tuple(int(it) if it.isdecimal() else it for it in fault.field.split("."))
    return replace(fault, file=file, line=root.line_at(steps))


def _audience_faults(audience: Audience, kb: KnowledgeBase) -> Iterator[Fault]:
    if audience.region not in kb.regions:
        values = {"kind": "region", "id": audience.region}
        yield Fault("no_such_record", field="audience.region", values=values)
    for index, identity in enumerate(audience.municipalities):
        place = kb.municipalities.get(identity)
        field = f"audience.municipalities.{index}"
        if place is None:
            values = {"kind": "municipality", "id": identity}
            yield Fault("no_such_record", field=field, values=values)
        elif place.region != audience.region:
            values = {"given": place.name, "region": audience.region}
            yield Fault("other_region", field=field, values=values)
    for index, interest in enumerate(audience.follows):
        if not _can_be_followed(interest, kb):
            yield Fault("not_to_follow", field=f"audience.follows.{index}")


def _can_be_followed(interest: Interest, kb: KnowledgeBase) -> bool:
    if interest.kind == "theme":
        return interest.subject in THEMES
    records = next((kb.records[kind] for kind in KINDS if kind == interest.kind), {})
    return interest.subject in records


def _language_faults(draft: Draft, kb: KnowledgeBase) -> Iterator[Fault]:
    region = kb.regions.get(draft.audience.region)
    required = _REQUIRED[region.country] if region else ()
    for field, texts in (("title", draft.title), ("body", draft.body)):
        missing = ", ".join(language for language in required if language not in texts)
        if missing:
            yield Fault("missing_language", field=field, values={"languages": missing})
    if draft.title.keys() != draft.body.keys():
        yield Fault("other_languages", field="title")


def _body_faults(field: str, body: str) -> Iterator[Fault]:
    words = len(body.split())
    if not words:
        yield Fault("empty_text", field=field)
        return
    if words > _MOST_WORDS:
        yield _too_long("too_many_words", field, words=words, limit=_MOST_WORDS)
    first = len(sentences(body.strip().splitlines()[0])[0])
    if first > LONGEST_FIRST_SENTENCE:
        yield _too_long("long_beginning", field, signs=first, limit=LONGEST_FIRST_SENTENCE)


def _too_long(code: str, field: str, **values: int) -> Fault:
    return Fault(code, field=field, values={name: str(value) for name, value in values.items()})
