"""A scheme explained: what it pays for, its state, and a card with the facts."""

from bot.conversation.schemes import rhythm_of
from bot.conversation.turn import Turn
from bot.message import Button, Card, Line, Reply
from bot.speech.citations import Citations
from bot.speech.deadlines import short_deadline
from bot.speech.lines import one_line, plain_line
from bot.speech.numbers import money
from bot.speech.sentences import capital, heading
from bot.speech.speaker import Speaker
from knowledge.records.funding import Programme

_ROW = 80
_OWN_CURRENCY = {"NO": "NOK", "SE": "SEK"}


def scheme_reply(turn: Turn, programme: Programme) -> Reply:
    """Explain a scheme; «og når er fristen?» is then about this one."""
    say, citations = turn.say, Citations(turn.say)
    turn.remember(programme=programme.id, topic=programme.topic)
    citations.record(programme)
    name, pitch = say.of(programme.names), say.of(programme.pitch)
    named = None if name in pitch else say.line("scheme.name", name=capital(name))
    lines = [one_line(named, plain_line(pitch)), state_line(turn, programme)]
    return Reply(
        turn.language,
        tuple(line for line in lines if line),
        cards=_card(turn, programme),
        buttons=(
            *scheme_buttons(say, programme),
            say.button("explain.button.read_more", "details", programme.id),
        ),
        more=() if _has_ended(programme) else (say.button("button.remind", "remind"),),
        context=citations.line(),
    )


def scheme_buttons(say: Speaker, programme: Programme) -> tuple[Button, ...]:
    """Give the ways on from a scheme: its dates, or other money where it has ended; its page."""
    link = say.link("explain.button.open", programme.website.address)
    if _has_ended(programme):
        return (say.button("button.other_money", "funding"), link)
    return (say.button("explain.button.deadlines", "deadline", programme.id), link)


def _has_ended(programme: Programme) -> bool:
    return programme.status in ("closed", "replaced")


def state_line(turn: Turn, programme: Programme) -> Line | None:
    """Say what a reader must know of its state: ended, replaced, second-hand, not verified."""
    say = turn.say
    known = plain_line(say.of(programme.status_text)) if programme.status_text else None
    successor = turn.kb.programmes.get(programme.replaced_by or "")
    if successor:
        return one_line(say.line("explain.replaced", other=say.of(successor.names)), known)
    if programme.status == "closed":
        return one_line(say.line("explain.ended"), known)
    if known:
        return known
    if programme.second_hand:
        return say.line("explain.second_hand", funder=programme.funder)
    return None if programme.verified else say.line("explain.unverified")


def _card(turn: Turn, programme: Programme) -> tuple[Card, ...]:
    say = turn.say
    facts = {
        "applicants": applicants(say, programme),
        "amount": _amount(turn, programme),
        "own_share": say.of(programme.co_funding) if programme.co_funding else None,
        "first": say.of(programme.first) if programme.first else None,
    }
    rows = [
        plain_line(fact, say.text(f"explain.label.{name}"))
        for name, fact in facts.items()
        if fact and len(fact) <= _ROW
    ]
    deadline = short_deadline(say, programme, rhythm_of(turn, programme))
    if deadline and not _has_ended(programme):
        rows.append(deadline)
    if not rows:
        return ()
    return (Card("programme", heading(say.of(programme.names)), tuple(rows)),)


def applicants(say: Speaker, programme: Programme) -> str | None:
    """Say who can apply, as far as a source tells."""
    names = [say.text(f"explain.applicant.{it}") for it in programme.who_can_apply]
    return say.join(names) if names else None


def _amount(turn: Turn, programme: Programme) -> str | None:
    say, region = turn.say, turn.region
    if programme.amount_max and programme.currency:
        own = _OWN_CURRENCY[region.country] if region else None
        said = money(programme.amount_max, programme.currency, say.language, own_currency=own)
        return say.text("explain.most", sum=said)
    return say.of(programme.amount_text) if programme.amount_text else None
