"""Which schemes a message is about."""

from bot.conversation.reading import goes_on
from bot.conversation.turn import Turn
from knowledge.base import areas_of
from knowledge.names import fold
from knowledge.records.funding import Programme
from knowledge.records.organisations import Organisation
from knowledge.records.vocabulary import TOPICS


def named_programmes(turn: Turn) -> tuple[Programme, ...]:
    """Give the schemes that the message names, or the one that a follow-up goes on about.

    A name that several schemes share (Interreg, Forskningsrådet) gives those of the person's
    region, the ones that are alive first.
    """
    meaning = turn.meaning
    if meaning is None:
        known = turn.kb.programmes.get(turn.state.programme or "")
        return (known,) if known else _of_topic(turn, turn.state.topic)
    by_name = dict.fromkeys(
        target
        for match in meaning.names
        if match.kind == "programme" and not match.negated
        for target in match.targets
    )
    exact = _open_here(turn, tuple(turn.kb.programmes[target] for target in by_name))
    goes_on_about = turn.state.topic if goes_on(turn, meaning) and not meaning.period else None
    topical = _of_topic(turn, meaning.topic or goes_on_about)
    return exact if len(exact) == 1 else topical or exact


def given_by_named(turn: Turn) -> tuple[Programme, ...]:
    """Give the schemes of the funders that the message names: «frister fra Forskningsrådet»."""
    meaning = turn.meaning
    if meaning is None:
        return ()
    named = [it for it in meaning.names if it.kind == "organisation" and not it.negated]
    topical = (it for topic in TOPICS if topic == meaning.topic for it in turn.kb.by_topic(topic))
    targets = {it.targets[0] for it in named}
    targets |= {it.id for it in topical if isinstance(it, Organisation)}
    names = {fold(it.name) for it in named}
    found = (
        it
        for it in turn.kb.programmes.values()
        if it.funder_organisation in targets or any(name in fold(it.funder) for name in names)
    )
    return _open_here(turn, tuple(found))


def followed_programme(turn: Turn) -> Programme | None:
    """Give the scheme of the answer before, where the message names nothing of its own."""
    meaning = turn.meaning
    if meaning and (meaning.period or not goes_on(turn, meaning)):
        return None
    return turn.kb.programmes.get(turn.state.programme or "")


def _of_topic(turn: Turn, topic: str | None) -> tuple[Programme, ...]:
    if topic is None:
        return ()
    found = tuple(it for it in turn.kb.programmes.values() if it.topic == topic)
    return _open_here(turn, found)


def _open_here(turn: Turn, programmes: tuple[Programme, ...]) -> tuple[Programme, ...]:
    region = turn.region
    if region:
        here = tuple(it for it in programmes if not areas_of(region).isdisjoint(it.areas))
        programmes = here or programmes
    return tuple(sorted(programmes, key=lambda it: it.status in ("closed", "replaced")))
