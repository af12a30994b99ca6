"""What somebody wants to hear of: the things that a message names, or the last answer was about."""

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.topics import named_programmes
from bot.conversation.turn import Turn
from bot.notices.desk import Wish
from bot.notices.vocabulary import DEFAULT_LEADS, ROLLING_LEADS, Lead, SubjectKind
from intents.meaning import Evidence, Meaning, NameMatch, Span
from intents.notice_times import LeadName
from intents.notice_wishes import Clause, NoticeWish
from knowledge.base import areas_of
from knowledge.records.funding import Programme
from knowledge.records.vocabulary import THEMES

_MOST = 8
"""So many things are taken from one message."""
_NO_FIELD = frozenset({"digitalisation"})
"""A means that many words hint at; no field of work to be told of unless nothing else is named."""


def wished(turn: Turn, wish: NoticeWish) -> tuple[Wish, ...]:
    """Give what a message asks to be told of; where it names nothing, what the talk is about.

    A weekly letter that names nothing is one of all there is in the region.
    """
    named = named_things(turn, wish)
    if named or wish.unknown:
        return named
    region = turn.region
    if wish.weekly and region:
        return (Wish("region", region.id, weekly=True),)
    spoken = answered(turn)
    clause = wish.clauses[0] if wish.clauses else Clause((0, 0), wish.weekly, frozenset())
    return tuple(_wish(turn, it.kind, it.subject, clause, wish) for it in spoken)


def named_things(turn: Turn, wish: NoticeWish, *, stop: bool = False) -> tuple[Wish, ...]:
    """Give what a message itself names; what it names in order to be left out only to `stop`."""
    return tuple(_named(turn, wish, stop=stop))[:_MOST]


def answered(turn: Turn) -> tuple[Wish, ...]:
    """Give what the last answer was about: a scheme, a body, a field of work, or all dates here."""
    state, region = turn.state, turn.region
    programme = turn.kb.programmes.get(state.programme or "")
    if programme and state.intent != "list_meetings":
        return (Wish("programme", programme.id, leads=usual_leads(programme)),)
    bodies = [it for it in turn.kb.bodies.values() if state.topic and it.topic == state.topic]
    here = [it for it in bodies if region is None or it.region == region.id]
    if here:
        return (Wish("body", here[0].id),)
    themes = [theme for theme in state.themes if theme in THEMES]
    if themes and state.intent != "list_meetings":
        return (Wish("theme", themes[0]),)
    if region and state.intent in ("list_deadlines", "list_meetings"):
        return (Wish("region", region.id),)
    return ()


def usual_leads(programme: Programme) -> Lead:
    """Give when one is told of a scheme who did not say: of money that runs out, the opening."""
    runs_out = programme.deadline_kind == "rolling" or programme.plan_from == "opening"
    return ROLLING_LEADS if runs_out else DEFAULT_LEADS


def _named(turn: Turn, wish: NoticeWish, *, stop: bool) -> Iterator[Wish]:
    meaning = turn.meaning
    if meaning is None:
        return
    if not stop:
        meaning = replace(meaning, names=tuple(it for it in meaning.names if not it.negated))
    things = {
        (kind, subject): span
        for kind, subject, span in (
            *_programmes(turn, meaning),
            *_bodies(turn, meaning),
            *_themes(turn, meaning),
            *_places(turn, meaning, wish),
        )
    }
    for (kind, subject), span in things.items():
        yield _wish(turn, kind, subject, _clause_of(wish, span), wish)


def _programmes(turn: Turn, meaning: Meaning) -> Iterator[tuple[SubjectKind, str, Span]]:
    """A name that several schemes share stands for those of the region."""
    by_span: dict[Span, list[str]] = {}
    for match in meaning.names:
        if match.kind == "programme":
            by_span.setdefault(match.span, []).extend(match.targets)
    for span, targets in by_span.items():
        for programme in _alive_here(turn, targets):
            yield "programme", programme, span
    if not by_span and meaning.topic:
        for named in named_programmes(turn):
            yield "programme", named.id, (0, 0)


def _alive_here(turn: Turn, targets: list[str]) -> list[str]:
    region, kb = turn.region, turn.kb
    areas = areas_of(region) if region else None
    here = [it for it in targets if areas is None or not areas.isdisjoint(kb.programmes[it].areas)]
    alive = [it for it in here if kb.programmes[it].status not in ("closed", "replaced")]
    return alive or here or targets[:1]


def _bodies(turn: Turn, meaning: Meaning) -> Iterator[tuple[SubjectKind, str, Span]]:
    for match in meaning.names:
        if match.kind == "body":
            here = [it for it in match.targets if _is_here(turn, it)]
            yield "body", (here or list(match.targets))[0], match.span


def _is_here(turn: Turn, body: str) -> bool:
    return turn.region is None or turn.kb.bodies[body].region == turn.region.id


def _themes(turn: Turn, meaning: Meaning) -> Iterator[tuple[SubjectKind, str, Span]]:
    """Fields of work, unless their word is part of a name: «Klimasats» is no wish for climate."""
    known = turn.meaning.names if turn.meaning else ()
    inside = [match.span for match in (*known, *meaning.municipalities)]
    found = [
        (it.label.removeprefix("theme:"), it.span)
        for it in meaning.why
        if _speaks_for_theme(it) and it.span and not any(_overlap(it.span, at) for at in inside)
    ]
    chosen = [it for it in found if it[0] not in _NO_FIELD] or found
    spoken = {theme.label for theme in meaning.themes}
    for theme, span in chosen:
        if theme in spoken and span:
            yield "theme", theme, span


def _speaks_for_theme(evidence: Evidence) -> bool:
    return evidence.label.startswith("theme:") and evidence.weight > 0


def _places(
    turn: Turn, meaning: Meaning, wish: NoticeWish
) -> Iterator[tuple[SubjectKind, str, Span]]:
    """«alt som skjer i Trøndelag», «alle frister i Steinkjer»; a place alone is where one works."""
    regions = [match for match in meaning.names if match.kind == "region" and not match.negated]
    if not wish.everything:
        return
    for region in regions:
        yield "region", region.targets[0], region.span
    for place in _sure_places(meaning):
        yield "municipality", place.targets[0], place.span
    if regions or meaning.municipalities or meaning.topic or meaning.themes:
        return
    if turn.region:
        yield "region", turn.region.id, (0, 0)
    else:
        yield "everything", "", (0, 0)


def _sure_places(meaning: Meaning) -> list[NameMatch]:
    return [it for it in meaning.municipalities if len(it.targets) == 1 and not it.negated]


def _clause_of(wish: NoticeWish, span: Span) -> Clause:
    return next(
        (it for it in wish.clauses if it.span[0] <= span[0] < it.span[1]),
        wish.clauses[0],
    )


def _wish(turn: Turn, kind: SubjectKind, subject: str, clause: Clause, wish: NoticeWish) -> Wish:
    programme = turn.kb.programmes.get(subject) if kind == "programme" else None
    usual = usual_leads(programme) if programme else DEFAULT_LEADS
    return Wish(
        kind, subject, weekly=clause.weekly, leads=_leads(clause.leads or wish.leads) or usual
    )


def _leads(names: frozenset[LeadName]) -> Lead:
    leads = Lead(0)
    for name in names:
        leads |= Lead[name]
    return leads


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
