"""What closes from now on or in a period: announced calls as cards, then what is usual."""

from collections.abc import Iterable, Sequence

from bot.conversation.cards import call_card
from bot.conversation.coming import (
    Stretch,
    coming_calls,
    stretch_asked,
    undated_schemes,
    usual_schemes,
)
from bot.conversation.schemes import about_button, fitting_schemes, scheme_row
from bot.conversation.turn import Turn
from bot.message import Button, Card, Line, Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line
from intents.wishes import asks_nearest
from knowledge.records.funding import Call, Programme
from knowledge.records.places import Region

_INTENT = "list_deadlines"
_ROWS = 5
_FEW = 3
_USUAL = 4
_FEWEST = 2


def closing(turn: Turn, region: Region, skip: int = 0) -> Reply:
    """What closes from now on, or in the period named, and what usually closes then.

    Only the nearest one where the next is asked for; five at a time, after `skip`.
    """
    say, stretch = turn.say, stretch_asked(turn)
    turn.remember(programme=None, topic=None)
    calls = coming_calls(turn, region, stretch)
    usual = _usual(turn, region, stretch, calls)
    citations = Citations(say)
    rows = _rows(turn, () if skip else usual[: max(_USUAL - len(calls), _FEWEST)], citations)
    if not calls and not rows:
        return _nothing_then(turn, stretch)
    more = tuple(about_button(turn, programme) for programme in usual[:_ROWS])
    if not calls:
        buttons = (say.button("button.tell_me", "remind"), say.button("button.money", "funding"))
        undated = not stretch.named and undated_schemes(turn, region)
        then = "fitting" if undated else "usual"
        lines = (_none_known(turn, stretch, then), *rows)
        return Reply(turn.language, lines, buttons=buttons, more=more, context=citations.line())
    shown = calls[skip : skip + (1 if _only_next(turn) else _ROWS)]
    left = len(calls) - skip - len(shown)
    return Reply(
        turn.language,
        (_heading(turn, calls, shown),),
        cards=_cards(turn, shown, rows),
        buttons=_buttons(turn, region, skip + len(shown) if left and not stretch.named else None),
        more=more,
        context=citations.line(),
    )


def _usual(turn: Turn, region: Region, stretch: Stretch, calls: Sequence[Call]) -> list[Programme]:
    """Schemes without an announced date: those made for the theme, and what usually closes."""
    announced = {call.programme for call in calls}
    undated = () if stretch.named else undated_schemes(turn, region)
    seasonal = usual_schemes(turn, region, stretch)
    found = (*seasonal, *undated) if _only_next(turn) else (*undated, *seasonal)
    return [it for it in {it.id: it for it in found}.values() if it.id not in announced]


def _only_next(turn: Turn) -> bool:
    return turn.meaning is not None and asks_nearest(turn.meaning.text)


def _buttons(turn: Turn, region: Region, following: int | None) -> tuple[Button, ...]:
    say, theme = turn.say, next(iter(turn.state.themes), None)
    feed = f"theme/{theme}.ics?region={region.id}" if theme else f"region/{region.id}.ics"
    more = [say.button("button.show_more", "deadlines", str(following))] if following else []
    remind = say.button("button.remind", "remind")
    return (*more, remind, say.link("button.calendar", f"/calendar/feed/{feed}"))


def _cards(turn: Turn, calls: Sequence[Call], rows: Sequence[Line]) -> tuple[Card, ...]:
    """Announced calls first, then in one card what usually closes beside them."""
    cards = tuple(call_card(turn, call) for call in calls[:_ROWS])
    if not (calls and rows):
        return cards
    return (*cards, Card("list", turn.say.text("deadlines.then.also"), tuple(rows)))


def _nothing_then(turn: Turn, stretch: Stretch) -> Reply:
    """Nothing closes or usually closes then: what is known of the schemes that fit."""
    say = turn.say
    turn.refer(_INTENT)
    case = turn.case(_INTENT)
    citations = Citations(say)
    rows = _rows(turn, fitting_schemes(turn, case)[:_FEW] if case else (), citations)
    return Reply(
        turn.language,
        (_none_known(turn, stretch, "fitting" if rows else "nothing"), *rows),
        buttons=(say.button("button.tell_me", "remind"), say.button("button.money", "funding")),
        context=citations.line(),
    )


def _rows(turn: Turn, programmes: Iterable[Programme], citations: Citations) -> list[Line]:
    rows = []
    for programme in programmes:
        row = scheme_row(turn, programme, first=True)
        if row:
            rows.append(row)
            citations.record(programme)
    return rows


def _heading(turn: Turn, calls: Sequence[Call], shown: Sequence[Call]) -> Line:
    """Name the next one, or say how many there are, sorted by what, and what is left out."""
    say, count = turn.say, len(calls)
    theme = say.text(f"theme.{turn.state.themes[0]}") if turn.state.themes else None
    if _only_next(turn):
        when, title = say.moment(shown[0].deadline or ""), say.of(shown[0].title)
        if theme:
            return say.line("deadlines.next.theme", theme=theme, when=when, title=title)
        return say.line("deadlines.next", when=when, title=title)
    if theme:
        known = say.line("deadlines.count.theme", count=count, number=say.count(count), theme=theme)
    else:
        known = say.line("deadlines.count", count=count, number=say.count(count))
    cut = say.line("deadlines.cut", number=say.count(_ROWS)) if count > _ROWS else None
    return one_line(known, cut)


def _none_known(turn: Turn, stretch: Stretch, then: str) -> Line:
    """Say that no date is announced, for what and when, and what the rows below are."""
    say = turn.say
    then_line = say.line(f"deadlines.then.{then}")
    if stretch.named:
        return one_line(say.line("deadlines.none.period", period=stretch.said(turn)), then_line)
    if turn.state.themes:
        theme = say.text(f"theme.{turn.state.themes[0]}")
        return one_line(say.line("deadlines.none.theme", theme=theme), then_line)
    return one_line(say.line("deadlines.none"), then_line)
