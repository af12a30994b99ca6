"""Which municipality a message is about, and what to ask where that is not clear."""

from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.message import Button, Line, Reply
from bot.speech.lines import one_line
from intents.meaning import Meaning, NameMatch, UnknownPlace
from knowledge.records.places import Municipality, PlaceName, Region

OUTSIDE = "outside:"
"""How understanding marks a municipality that exists and that no region serves."""


def settle_place(turn: Turn, pending_intent: str) -> Reply | None:
    """Take note of the municipality named in the message.

    Gives a question back where the name is split between municipalities, misspelt beyond
    doubt or outside the regions; the intent is kept, so that the answer can go on from there.
    """
    meaning = turn.meaning
    if meaning is None:
        return None
    named = [match for match in meaning.municipalities if not match.negated]
    if named:
        return _settle_named(turn, named[0], pending_intent)
    if meaning.unknown_place:
        return ask_spelling(turn, meaning.unknown_place, pending_intent)
    region = named_region(meaning)
    if region and (turn.region is None or turn.region.id != region):
        turn.remember(region=region, municipality=None)
    return None


def named_region(meaning: Meaning) -> str | None:
    """Give the region that a message names: «hva skjer i Trøndelag?»"""
    named = (it for it in meaning.names if it.kind == "region" and not it.negated)
    return next((match.targets[0] for match in named), None)


def _settle_named(turn: Turn, match: NameMatch, intent: str) -> Reply | None:
    if match.targets[0].startswith(OUTSIDE):
        return outside(turn, match.name)
    if len(match.targets) > 1:
        return ask_split(turn, match, intent)
    municipality = turn.kb.municipalities[match.targets[0]]
    if municipality.region is None:
        return not_member(turn, municipality)
    turn.remember(municipality=municipality.id, region=municipality.region)
    if match.form == "former":
        turn.via = "former"
    return None


def ask_split(turn: Turn, match: NameMatch, intent: str) -> Reply:
    """Ask which of the present municipalities a former or shared name means."""
    municipalities = [turn.kb.municipalities[target] for target in match.targets]
    turn.remember(pending=Pending("split_name", intent, match.targets))
    until = former_name(municipalities[0], match.name)
    if until and until.until:
        line = turn.say.line("place.split", former=match.name, year=until.until)
    else:
        line = turn.say.line("place.several", name=match.name)
    return Reply(
        turn.language,
        (line,),
        buttons=tuple(place_button(turn, municipality) for municipality in municipalities[:3]),
        more=tuple(place_button(turn, municipality) for municipality in municipalities[3:]),
    )


def ask_spelling(turn: Turn, place: UnknownPlace, intent: str) -> Reply:
    """Ask whether a name that nobody knows means the one nearest in spelling."""
    say = turn.say
    near = [turn.kb.municipalities[target] for target in place.suggestions[:2]]
    if not near:
        turn.remember(pending=Pending("municipality", intent))
        line = say.line("place.unknown", surface=place.surface, regions=regions(turn))
        return Reply(turn.language, (line,))
    turn.remember(pending=Pending("spelling", intent, tuple(it.id for it in near)))
    line = say.line("place.spelling", surface=place.surface, municipality=near[0].name)
    buttons = (
        *(place_button(turn, it) for it in near),
        say.button("button.another", "other_place"),
    )
    return Reply(turn.language, (line,), buttons=buttons)


def ask_municipality(turn: Turn, intent: str, line: Line | None = None) -> Reply:
    """Ask where the person works; `line` says as much of the answer as holds everywhere."""
    turn.remember(pending=Pending("municipality", intent))
    question = line or turn.say.line("place.ask")
    return Reply(turn.language, (question,))


def outside(turn: Turn, name: str) -> Reply:
    """Say which regions are served."""
    say = turn.say
    lines = (
        say.line("place.outside", municipality=name, regions=regions(turn)),
        say.line("place.outside.own"),
    )
    return Reply(turn.language, lines, buttons=(say.button("button.what_can_you", "help"),))


def not_member(turn: Turn, municipality: Municipality) -> Reply:
    """Say that a neighbour is served by no region, and where it answers itself."""
    say = turn.say
    near = next(
        (region for region in turn.kb.regions.values() if _is_near(turn, region.id, municipality)),
        None,
    )
    website = say.line("place.outside.website", website=municipality.website.address)
    if near is None:
        first = say.line("place.outside", municipality=municipality.name, regions=regions(turn))
        return Reply(turn.language, (first, website))
    count = len(turn.kb.municipalities_in(near.id))
    others = say.join(say.of(region.names) for region in by_size(turn) if region.id != near.id)
    covers = say.line("place.covers", count=say.count(count), others=others)
    return Reply(
        turn.language,
        (
            say.line("place.not_member", municipality=municipality.name, region=say.of(near.names)),
            one_line(covers, website),
        ),
        buttons=(
            say.button("button.members", "members", near.id, count=say.count(count)),
            say.button("button.report_fault", "report"),
        ),
    )


def _is_near(turn: Turn, region: str, municipality: Municipality) -> bool:
    members = turn.kb.municipalities_in(region)
    return any(member.county == municipality.county for member in members)


def regions(turn: Turn) -> str:
    """Name the regions that are served, as a list."""
    return turn.say.join(turn.say.of(region.names) for region in by_size(turn))


def by_size(turn: Turn) -> list[Region]:
    """Give the regions, the one with most municipalities first."""
    return sorted(turn.kb.regions.values(), key=lambda it: -len(turn.kb.municipalities_in(it.id)))


def place_button(turn: Turn, municipality: Municipality) -> Button:
    """Give a button that answers with one municipality."""
    return turn.say.plain_button(municipality.name, "place", municipality.id)


def former_name(municipality: Municipality, name: str) -> PlaceName | None:
    """Give the record of a former municipality's name, if `name` is one here."""
    return next((it for it in municipality.names if it.kind == "former" and it.text == name), None)
