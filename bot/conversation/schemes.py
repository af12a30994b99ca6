"""What an answer says of a scheme: name, fit, deadline, and what comes first."""

import re

from bot.conversation.turn import Turn
from bot.message import Button, Line
from bot.routing.case import Case
from bot.speech.deadlines import short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from knowledge.base import areas_of
from knowledge.freshness import Rhythm
from knowledge.records.funding import Programme
from knowledge.records.places import Municipality
from knowledge.records.vocabulary import Need

_BRACKETS = re.compile(r" \(.*\)$")
LONGEST_NAME = 18
"""Characters of a name that a button or a row's label has room for."""


def scheme_line(turn: Turn, programme: Programme, label: str = "label.money") -> Line:
    """«Penger: Helseteknologiordningen. Sist: 15. januar 2024. Samarbeid … teller.»"""
    say = turn.say
    return one_line(
        scheme_name(turn, programme),
        trait_line(turn, programme, turn.municipality),
        short_deadline(say, programme, rhythm_of(turn, programme)),
        plain_line(say.of(programme.first)) if programme.first else None,
        label=say.text(label),
    )


def scheme_row(turn: Turn, programme: Programme, *, first: bool = False) -> Line | None:
    """«Klimasats: Fristen pleier å være mellom 15. februar og 1. mars.»

    The label is the name, where need be in a shorter form that the row begins by explaining.
    With `first` what comes first is said too. None where there is nothing to say.
    """
    say, label = turn.say, short_name(turn, programme)
    explained = label.lower() in say.of(programme.names).lower()
    row = one_line(
        None if explained else scheme_name(turn, programme),
        say.line(f"scheme.row.{programme.for_trait}") if programme.for_trait else None,
        trait_line(turn, programme, turn.municipality),
        short_deadline(say, programme, rhythm_of(turn, programme)),
        plain_line(say.of(programme.first)) if first and programme.first else None,
        label=capital(label),
    )
    return row if row.segments else None


def short_name(turn: Turn, programme: Programme) -> str:
    """Give a name that fits on a button, of two words that fit rather than three letters."""
    name = _BRACKETS.sub("", turn.say.of(programme.names))
    if len(name) <= LONGEST_NAME:
        return name
    fitting = [alias for alias in programme.aliases if len(alias) <= LONGEST_NAME]
    words = [alias for alias in fitting if not alias.isupper()]
    return (words or fitting or [name[: LONGEST_NAME - 1] + "…"])[0]


def scheme_name(turn: Turn, programme: Programme) -> Line:
    """Name the scheme, and for whom it is where that is not everybody."""
    name = capital(turn.say.of(programme.names)).rstrip(".")
    if programme.for_trait:
        return turn.say.line(f"scheme.for.{programme.for_trait}", name=name)
    return turn.say.line("scheme.name", name=name)


def trait_line(turn: Turn, programme: Programme, place: Municipality | None) -> Line | None:
    """Say so where it is not certain that the municipality is among those it is for."""
    if programme.for_trait is None or place is None:
        return None
    for trait in place.traits:
        if trait.name == programme.for_trait and trait.value and trait.verified:
            return None
    return turn.say.line("scheme.trait_unverified", municipality=place.name)


def about_button(turn: Turn, programme: Programme) -> Button:
    """Give a button that tells more of a scheme."""
    return turn.say.button("button.about", "about", programme.id, name=short_name(turn, programme))


def rhythm_of(turn: Turn, programme: Programme) -> Rhythm:
    """Tell the rhythm of a scheme from the calls that were for the person's municipality.

    Samples of a demonstration tell nothing of a scheme.
    """
    region, place = turn.region, turn.municipality
    county = place.county if place else None
    return turn.kb.rhythm(programme.id, turn.today, region.id if region else None, county)


def is_at_home(turn: Turn, programme: Programme) -> bool:
    """Tell whether a scheme is known to be open to the person's region or country.

    Of one that is only the Union's that is not certain for Norway.
    """
    region = turn.region
    return region is None or not (areas_of(region) - {"eu"}).isdisjoint(programme.areas)


def best_scheme(turn: Turn, intent: str = "route_idea") -> Programme | None:
    """Give the scheme to name first: by the region's rules, else the best fitting one."""
    referral = turn.referrals.get("money")
    if referral:
        return referral.programmes[0]
    case = turn.case(intent)
    fitting = fitting_schemes(turn, case) if case else ()
    return fitting[0] if fitting else None


def fitting_schemes(turn: Turn, case: Case) -> tuple[Programme, ...]:
    """Give the schemes that fit, those of the region's rules first, ended ones left out."""
    chosen: dict[str, Programme] = {}
    referral = turn.referrals.get("money")
    for programme in referral.programmes if referral else ():
        chosen[programme.id] = programme
    needs: tuple[Need | None, ...] = case.needs or (None,)
    for need in needs:
        for programme in turn.kb.programmes_for(case.region.id, case.themes, need):
            chosen.setdefault(programme.id, programme)
    return tuple(it for it in chosen.values() if it.municipality_role != "none")
