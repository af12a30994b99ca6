"""«Send ideen videre»: shown first, sent when the person says yes, and a receipt."""

from dataclasses import replace

from bot.conversation.barred import bar_of, turn_away
from bot.conversation.drafting import draft_of, is_sealed, seal, way_of
from bot.conversation.places import ask_municipality
from bot.conversation.skills.draft import text_to_send
from bot.conversation.skills.idea_status import ideas, open_idea, told
from bot.conversation.skills.meet import like_line
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.draft import Draft
from bot.ideas.press import press
from bot.ideas.relay import Sent
from bot.ideas.words.preview import preview
from bot.ideas.words.receipt import receipt, who_sees
from bot.message import Button, Reply

_ROUTE = "route_idea"


async def send(turn: Turn, _: str = "") -> Reply:
    """Show the idea of the conversation as it would be sent; where it was, what became of it."""
    draft = draft_of(turn)
    if draft:
        before = await open_idea(turn, draft.text)
        return await told(turn, before) if before else await show(turn, draft)
    if turn.state.draft and not turn.state.text:
        return await show(turn, turn.state.draft)
    if turn.state.text and turn.municipality is None:
        return ask_municipality(turn, _ROUTE)
    turn.remember(pending=Pending("idea", _ROUTE))
    known = turn.municipality is not None
    key = "action.tell_idea" if known else "action.tell_idea.where"
    return Reply(turn.language, (turn.say.line(key),))


async def show(turn: Turn, draft: Draft) -> Reply:
    """Keep a draft and show exactly what would be sent, and to whom."""
    way, bar = await way_of(turn, draft), bar_of(turn, draft)
    if bar:
        return turn_away(turn, draft, bar, way.named)
    if way.first is None:
        turn.remember(draft=draft)
        return text_to_send(turn, draft, way.named)
    sealed = seal(draft, turn.message.at)
    waiting = Pending("idea_send", turn.state.intent or _ROUTE, (sealed,))
    turn.remember(draft=draft, pending=waiting)
    say = turn.say
    return Reply(
        turn.language,
        preview(say, draft, way),
        buttons=(
            replace(say.button("idea.button.yes", "idea_yes", sealed), filled=True),
            say.button("idea.button.edit", "idea_edit"),
            say.button("idea.button.later", "idea_later"),
        ),
        more=(say.button("button.why", "why"),),
    )


async def idea_yes(turn: Turn, sealed: str) -> Reply:
    """Send what was shown. If it is another text by now, show that first."""
    draft = turn.state.draft
    if draft is None:
        return await ideas(turn)
    if bar_of(turn, draft) or not is_sealed(draft, sealed):
        return await show(turn, draft)
    await turn.desk.made(turn.profile)
    relay = await turn.relay()
    try:
        sent = await relay.send(draft, turn.language, f"send:{sealed}")
    except LookupError:
        return await show(turn, draft)
    turn.remember(draft=None, pending=None)
    return await _receipt(turn, sent)


async def idea_later(turn: Turn, _: str = "") -> Reply:
    """Keep the draft; nothing is sent."""
    say = turn.say
    if turn.state.draft is None:
        return Reply(turn.language, (say.line("idea.draft.none"),))
    turn.remember(pending=None)
    return Reply(
        turn.language,
        (say.line("idea.draft.kept"),),
        buttons=(
            say.button("idea.button.show_draft", "idea_draft"),
            say.button("idea.button.drop", "idea_drop"),
        ),
    )


async def idea_draft(turn: Turn, _: str = "") -> Reply:
    """«Utkastet mitt»: show what was begun."""
    if turn.state.draft is None:
        return Reply(turn.language, (turn.say.line("idea.draft.none"),))
    return await show(turn, turn.state.draft)


async def idea_drop(turn: Turn, _: str = "") -> Reply:
    """Throw the draft away."""
    key = "idea.draft.dropped" if turn.state.draft else "idea.draft.none"
    turn.remember(draft=None, pending=None)
    return Reply(turn.language, (turn.say.line(key),))


async def _receipt(turn: Turn, sent: Sent) -> Reply:
    say, idea = turn.say, sent.idea
    alike, back = await like_line(turn, idea), await _ways_back(turn, sent)
    meet, more = (alike[:1], alike[1:]) if alike else ((), ())
    keep = (say.line("idea.web.keep"),) if back else ()
    return Reply(
        turn.language,
        (*receipt(say, idea, sent.way), *meet, *keep),
        buttons=_buttons(turn, sent),
        more=(*more, *back),
        context=who_sees(say, idea),
    )


def _buttons(turn: Turn, sent: Sent) -> tuple[Button, ...]:
    say, idea = turn.say, sent.idea
    return (
        Button(say.text("idea.button.see"), press("idea_see", idea)),
        Button(say.text("idea.button.change"), press("idea_change", idea)),
        Button(say.text("idea.button.withdraw"), press("idea_withdraw", idea)),
    )


async def _ways_back(turn: Turn, sent: Sent) -> tuple[Button, ...]:
    """Without an account, a link and an address lead back to the idea."""
    say, ways = turn.say, await turn.desk.ways()
    if turn.message.place.channel != "web":
        return ()
    link = say.link("idea.button.link", f"/case/{sent.secret}") if sent.secret else None
    mailed = any(it.channel == "email" and it.confirmed for it in ways)
    mail = say.button("idea.button.mail", "notice_address") if not mailed else None
    return tuple(it for it in (link, mail) if it)
