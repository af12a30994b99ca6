"""A colleague's message becomes an idea only once that colleague said yes.

The colleague is asked alone, and sees what it is about. Nothing of the message is kept by us or
shown to anybody before the answer; what it says stands in the question itself.
"""

from collections.abc import Awaitable, Callable, Sequence

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering
from bot.channels.slack.blocks import Drawn, draw
from bot.channels.slack.errors import EndedError
from bot.channels.slack.escape import escape, plain_text
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.listen import Body, Heard, by
from bot.channels.slack.posting import post
from bot.channels.slack.quotation import draw_quotation, in_plain, read_quotation
from bot.channels.slack.rich_text import Block, of_lines
from bot.channels.slack.shortcuts import IDEA_FORM
from bot.intake.item import Work
from bot.message import Action, Button, Language, Line, Message, Reply
from bot.notices.notice import RefusedError
from bot.speech.catalogue import Catalogue, catalogue

CONSENT, QUOTED = "consent", "quoted"
"""How the ids of the buttons begin: the colleague's answer, and the form with the message."""


def consented(body: Body, context: AsyncBoltContext) -> Heard:
    """Read what the colleague answered; the first answer counts."""
    element, container = body["actions"][0], body["container"]
    return Heard(
        (container["channel_id"], container["message_ts"], CONSENT),
        Incoming(
            kind="agreed" if element["action_id"] == f"{CONSENT}:yes" else "declined",
            **by(context),
            channel=container["channel_id"],
            respond=body["response_url"],
            text=read_quotation(body["message"]["blocks"]),
            other=element["value"],
        ),
    )


def pressed_quoted(body: Body, context: AsyncBoltContext) -> Heard:
    """Read that the form is wanted for the message that stands above the button."""
    container = body["container"]
    return Heard(
        (container["channel_id"], container["message_ts"], QUOTED),
        Incoming(
            kind="pressed",
            **by(context),
            channel=container["channel_id"],
            trigger=body["trigger_id"],
            action=IDEA_FORM,
            fields={"text": (read_quotation(body["message"]["blocks"]),)},
        ),
        str(body["actions"][0]["action_ts"]),
    )


class Consent:
    """Asks a colleague, and tells both what came of it."""

    def __init__(self, language: Callable[[Message], Awaitable[Language]]) -> None:
        """`language` tells the one of a conversation."""
        self._language = language

    async def ask(self, answering: Answering, _: Work) -> None:
        """Ask the colleague, and say so to the one who asks."""
        asker, author = answering, answering.with_(answering.incoming.other)
        say = await self._voice(author)
        who = await asker.name(asker.incoming.user) or say.text("slack_surfaces.colleague")
        yes, no = (
            _button(say, f"consent.{it}", f"{CONSENT}:{it}", asker.incoming.user)
            for it in ("yes", "no")
        )
        lines = (
            say.line("consent.question", who=who),
            say.line("consent.promise", who=who),
        )
        asked = await _reached(author, _letter(lines, await in_plain(asker), yes, no))
        say = await self._voice(asker)
        told = "consent.asked" if asked else "consent.unreached"
        await asker.send(_own_words(say, told))

    async def agree(self, answering: Answering, _: Work) -> None:
        """Give the message to the one who asked for it, with the form."""
        author, asker = answering, answering.with_(answering.incoming.other)
        say = await self._voice(asker)
        text = f"{author.incoming.text}\n\n{say.text('consent.note')}"
        write = _button(say, "consent.write", f"{QUOTED}:0", "-")
        await _reached(asker, _letter((say.line("consent.agreed"),), text, write))
        await self._close(author, "consent.thanks")

    async def decline(self, answering: Answering, _: Work) -> None:
        """Tell the one who asked that it became nothing, and the way on."""
        author, asker = answering, answering.with_(answering.incoming.other)
        reply = _own_words(await self._voice(asker), "consent.declined")
        for drawn in draw(reply, asker.home):
            await _reached(asker, drawn)
        await self._close(author, "consent.left")

    async def _close(self, author: Answering, key: str) -> None:
        """Put a sentence in the place of the question, so that it is answered once."""
        say = await self._voice(author)
        reply = Reply(say.language, (say.line(key),))
        for drawn in draw(reply, author.home):
            await author.replace(drawn)

    async def _voice(self, answering: Answering) -> Catalogue:
        return catalogue(await self._language(await answering.message()))


async def _reached(person: Answering, drawn: Drawn) -> bool:
    """Write to somebody alone; False where Slack does not let us."""
    try:
        await post(drawn, person.post)
    except EndedError:
        raise
    except RefusedError:  # says nothing of the one whose doing is being answered
        return False
    return True


def _own_words(say: Catalogue, key: str) -> Reply:
    """Say how it stands, with the form that takes one's own words."""
    form = Button(say.text("consent.own_words"), Action(IDEA_FORM))
    return Reply(say.language, (say.line(key),), buttons=(form,))


def _letter(lines: Sequence[Line], quoted: str, *buttons: Block) -> Drawn:
    """Draw a message with a quotation after its first line."""
    first, *rest = lines
    text = "\n".join((first.plain, quoted, *(it.plain for it in rest)))
    blocks = [
        *of_lines([first]),
        draw_quotation(quoted),
        *of_lines(rest),
        {"type": "actions", "elements": list(buttons)},
    ]
    return Drawn(escape(text), tuple(blocks))


def _button(say: Catalogue, key: str, action_id: str, value: str) -> Block:
    text = plain_text(say.text(key), 75)
    return {"type": "button", "text": text, "action_id": action_id, "value": value}
