"""An answer to a command, which its person alone sees, shown to all in the channel by a button.

The button carries the answer, so that what is shown is what was seen, and nothing is kept for it.
Only answers that are the same for everybody have the button.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Final

from itsdangerous import BadData, URLSafeSerializer
from pydantic import TypeAdapter
from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering
from bot.channels.slack.blocks import Drawn, draw, draw_context
from bot.channels.slack.escape import escape, plain_text
from bot.channels.slack.incoming import Incoming
from bot.channels.slack.listen import Body, Heard, by
from bot.channels.slack.posting import post
from bot.channels.slack.rich_text import Block
from bot.intake.item import Work
from bot.message import Button, Language, Message, Reply
from bot.speech.catalogue import catalogue

SHOW: Final = "show"
"""How the id of the button begins."""
_LONGEST_VALUE: Final = 2000
_REPLY: Final = TypeAdapter(Reply)


def shown(body: Body, context: AsyncBoltContext) -> Heard:
    """Read that an answer is to be shown; it is shown once."""
    element, container = body["actions"][0], body["container"]
    incoming = Incoming(
        kind="shown",
        **by(context),
        channel=container["channel_id"],
        respond=body["response_url"],
        text=element["value"],
    )
    return Heard((container["channel_id"], container["message_ts"], SHOW), incoming)


class Showing:
    """Offers to show an answer, and shows it."""

    def __init__(
        self,
        is_fact: Callable[[Message], bool],
        language: Callable[[Message], Awaitable[Language]],
        secret: str,
    ) -> None:
        """`is_fact` tells whether all may read the answer to a text; `secret` seals answers."""
        self._is_fact = is_fact
        self._language = language
        sha256 = {"digest_method": hashlib.sha256}
        self._seal = URLSafeSerializer(secret, salt="slack answer", signer_kwargs=sha256)

    async def answer(self, answering: Answering, work: Work) -> None:
        """Answer a command to its person, with the button where others could read it too."""
        message = await answering.message()
        reply = await work.turn(message)
        alone = (answering.incoming.channel or "D").startswith("D")
        for_all = message.text and not alone and self._is_fact(message)
        await answering.send(reply, tuple(self._offered(reply)) if for_all else ())

    async def show(self, answering: Answering, _: Work) -> None:
        """Post the answer for all, by the name of whoever shows it, in place of their own."""
        it = answering.incoming
        try:
            reply = _REPLY.validate_json(self._seal.loads(it.text or ""))
        except BadData:  # not made by this app as it is set up now
            return
        say = catalogue(await self._language(await answering.message()))
        who = await answering.name(it.user) or say.text("slack_surfaces.colleague")
        by_whom = say.line("slack_surfaces.shown_by", who=who)
        for drawn in draw(reply, answering.home):
            blocks = (*drawn.blocks, *draw_context(by_whom))
            text = f"{drawn.text}\n{escape(by_whom.plain)}"
            await post(Drawn(text, blocks), answering.show)
        await answering.withdraw()

    def _offered(self, reply: Reply) -> Iterator[Block]:
        sealed = self._seal.dumps(_REPLY.dump_json(_to_read(reply), exclude_defaults=True).decode())
        label = catalogue(reply.language).text("slack_surfaces.show")
        if len(sealed) <= _LONGEST_VALUE:
            button = {
                "type": "button",
                "text": plain_text(label, 75),
                "action_id": f"{SHOW}:0",
                "value": sealed,
            }
            yield {"type": "actions", "elements": [button]}


def _to_read(reply: Reply) -> Reply:
    """Leave what there is to read and open; what is pressed goes on with one's own conversation."""
    cards = tuple(
        replace(it, buttons=_links(it.buttons), more=_links(it.more)) for it in reply.cards
    )
    return replace(reply, cards=cards, buttons=_links(reply.buttons), more=_links(reply.more))


def _links(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(it for it in buttons if it.action is None)
