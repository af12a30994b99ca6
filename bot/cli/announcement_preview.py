"""An announcement shown before it is sent: for whom it is, and how each of them will read it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.channels.console.render import render
from bot.message import Language
from bot.notices.compose import compose
from bot.notices.drafts import Draft
from bot.notices.told import Announced, Told
from bot.notices.words.why import name_of
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.base import LANGUAGES


def told_first(say: Speaker, draft: Draft, receivers: Mapping[str, int]) -> Iterator[str]:
    """For whom it is, and how many they are by the language they read."""
    yield say.text("cli.announce.for", audience=_audience(say, draft))
    count = sum(receivers.values())
    if not count:
        yield say.text("cli.announce.receivers", count=0)
        return
    by_language = ", ".join(
        f"{say.text(f'privacy.language.{language}')} {number}"
        for language, number in sorted(receivers.items(), key=lambda it: -it[1])
    )
    yield say.text("cli.announce.receivers_by", count=count, languages=by_language)


def _audience(say: Speaker, draft: Draft) -> str:
    audience, kb = draft.audience, say.kb
    region = say.of(kb.regions[audience.region].names)
    places = say.join(kb.municipalities[it].name for it in audience.municipalities)
    what = say.join(name_of(say, f"{it.kind}:{it.subject}") for it in audience.follows)
    if places and what:
        return say.text("cli.announce.both", region=region, places=places, what=what)
    if places:
        return say.text("cli.announce.narrowed", region=region, places=places)
    if what:
        return say.text("cli.announce.following", region=region, what=what)
    return say.text("cli.announce.region", region=region)


def as_read(
    kb: KnowledgeBase, draft: Draft, receivers: Mapping[str, int], now: datetime, home: str
) -> Iterator[str]:
    """Show it in each language that it is written in, or that a receiver reads.

    `home` is where our own pages are.
    """
    for language in LANGUAGES:
        if language in draft.body or language in receivers:
            notice = compose(kb, _preview(draft, language, now))
            yield f"\n--- {language}"
            if notice:
                yield f"{notice.title}\n{render(notice.reply, home)}"


def _preview(draft: Draft, language: Language, now: datetime) -> Told:
    follows = draft.audience.follows
    because = f"{follows[0].kind}:{follows[0].subject}" if follows else ""
    return Told(
        id=0,
        kind="announcement",
        subject="announcement:0",
        lead="",
        because=because or f"announcements:{draft.audience.region}",
        due_at=now,
        now=now,
        language=language,
        region=draft.audience.region,
        municipality=None,
        announcement=Announced(draft.title, draft.body, draft.link, draft.sender),
    )
