"""What an answer says of a scheme: name, fit, deadline, and what comes first."""

from bot.conversation.turn import Turn
from bot.message import Line
from bot.routing.case import Case
from bot.speech.deadlines import short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.sentences import capital
from knowledge.freshness import Rhythm, rhythm
from knowledge.records.funding import Programme
from knowledge.records.places import Municipality
from knowledge.records.vocabulary import Need


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


def scheme_name(turn: Turn, programme: Programme) -> Line:
    """Name the scheme, and for whom it is where that is not everybody."""
    name = capital(turn.say.of(programme.names))
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


def rhythm_of(turn: Turn, programme: Programme) -> Rhythm:
    """Tell the rhythm of a scheme from the calls that were for the person's municipality.

    Samples of a demonstration tell nothing of a scheme.
    """
    region, place = turn.region, turn.municipality
    if region:
        calls = turn.kb.calls_for(programme.id, region.id, place.county if place else None)
    else:
        calls = turn.kb.calls_of(programme.id)
    return rhythm([call for call in calls if not call.example], programme, turn.today)


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
