"""What is shown before an idea is sent: the exact text, who gets it, and why."""

from collections.abc import Iterator

from bot.ideas.draft import Draft
from bot.ideas.seat import Seat, verified_mailbox
from bot.ideas.way import Way
from bot.ideas.words.names import the_holder, the_role
from bot.ideas.words.wanted import wanted
from bot.message import Line
from bot.speech.lines import plain_line
from bot.speech.speaker import Speaker


def preview(say: Speaker, draft: Draft, way: Way) -> tuple[Line, ...]:
    """Show a draft as it is sent if the person says yes; somebody must be reachable."""
    of_kind = _need_lines if draft.kind == "training" else _idea_lines
    return (
        say.line("idea.preview"),
        *(() if draft.kind == "training" else (_from(say),)),
        *_receivers(say, way),
        *of_kind(say, draft),
        *_instead(say, way),
    )


def _from(say: Speaker) -> Line:
    return say.line("idea.from.you", label="idea.label.from")


def _receivers(say: Speaker, way: Way) -> Iterator[Line]:
    if way.first:
        yield plain_line(_addressed(say, way.first.seat), say.text("idea.label.to"))
    for stop in way.copies:
        reason = say.of(stop.referral.rule.because)
        addressed = _addressed(say, stop.seat)
        yield say.line("idea.copy", label="idea.label.copy", to=addressed, reason=reason)


def _addressed(say: Speaker, seat: Seat) -> str:
    """«FoUI-kontakten, postmottak@namsos.kommune.no»"""
    mailbox = verified_mailbox(say.kb, seat)
    if mailbox is None:
        return the_holder(say, seat)
    return say.text("idea.addressed", title=the_role(say, seat), mailbox=mailbox)


def _idea_lines(say: Speaker, draft: Draft) -> Iterator[Line]:
    yield plain_line(say.quote(draft.text), say.text("idea.label.text"))
    yield from wanted(say, draft)
    shown = "idea.yes" if draft.shared else "idea.no"
    yield say.line(shown, label="idea.label.shared")


def _need_lines(say: Speaker, draft: Draft) -> Iterator[Line]:
    yield plain_line(say.quote(draft.text), say.text("idea.label.need"))
    yield from wanted(say, draft)
    yield say.line("idea.manager")


def _instead(say: Speaker, way: Way) -> Iterator[Line]:
    """Whom the rules name first cannot be written to: say so, and who gets it instead."""
    if way.named and way.first and way.named.seat != way.first.seat:
        yield say.line(
            "idea.instead",
            named=the_holder(say, way.named.seat),
            first=the_holder(say, way.first.seat),
        )
