"""A colleague's message becomes an idea only once that colleague said yes.

They are asked alone. Where Teams does not let us write to them, they are asked where the message
stands, if the bot is there: only they see the question, all others that there is one.
"""

from collections.abc import Awaitable
from contextlib import suppress
from typing import Final

from bot.channels.teams.act import arrived, pressed_data
from bot.channels.teams.activity import Activity, object_of
from bot.channels.teams.answer import Answering, Speaks
from bot.channels.teams.consent_card import (
    Asked,
    Seal,
    notice,
    permission,
    question,
    says_yes,
    sentence,
)
from bot.channels.teams.errors import GoneError, TeamsError
from bot.channels.teams.extension import IDEA_FORM
from bot.channels.teams.forms import sentence as said_at_once
from bot.channels.teams.incoming import Incoming, without_thread
from bot.channels.teams.invokes import acknowledged, in_place
from bot.channels.teams.listen import Heard, Told
from bot.channels.teams.origin import language_of, origin, user_of
from bot.channels.teams.own import OwnConversations
from bot.channels.teams.references import Reference
from bot.intake.item import Work
from bot.message import Button, Message, Place, Reply
from bot.notices.notice import RefusedError
from bot.speech.catalogue import Catalogue, catalogue

_CONSENT: Final = "consent"


class Consent:
    """Asks a colleague, and tells both what came of it."""

    def __init__(self, own: OwnConversations, language: Speaks, seal: Seal) -> None:
        """`language` tells the one of a conversation."""
        self._own = own
        self._language = language
        self._seal = seal

    async def look(self, activity: Activity) -> Told:
        """Show the question to the one who is asked, where others see only that there is one."""
        asked = self._seal.open(pressed_data(activity))
        if asked is None:
            return Told()
        say = catalogue(language_of(activity) or asked.language)
        sealed = self._seal.close(asked)
        if asked.author == user_of(activity):
            return Told(in_place(question(say, asked, sealed).card))
        if object_of(activity.value).get("trigger") == "manual":
            return _not_theirs(activity)
        return Told(in_place(notice(say, sealed).card))

    async def answer(self, activity: Activity) -> Told:
        """Take in what the colleague answered; the first answer counts, and nobody else's."""
        data = pressed_data(activity)
        asked = self._seal.open(data)
        if asked is None or activity.conversation is None:
            return Told()
        if asked.author != user_of(activity):
            return _not_theirs(activity)
        incoming = Incoming(
            kind="agreed" if says_yes(data) else "declined",
            **origin(activity),
            text=asked.text,
            message=activity.reply_to_id,
            other=asked.asker,
        )
        place, message = incoming.reference.conversation, activity.reply_to_id or ""
        return Told(arrived(activity), Heard((place, message, _CONSENT), incoming))

    async def ask(self, answering: Answering, _: Work) -> None:
        """Ask the colleague, and say so to the one who asks."""
        asked = _asked(answering.incoming)
        reached = await self._ask_alone(answering, asked) or await self._ask_there(answering, asked)
        key = "asked" if reached else "unreached"
        say = await self._voice(answering, answering.incoming.reference)
        await answering.send(_own_words(say, key))

    async def agree(self, answering: Answering, _: Work) -> None:
        """Give the message to the one who asked for it, with the form."""
        await self._close(answering, "consent.thanks")
        asker = await self._asker(answering)
        if asker is None or not await self._permit(answering, asker):
            await self._close(answering, "teams_surfaces.consent.lost")

    async def decline(self, answering: Answering, _: Work) -> None:
        """Tell the one who asked that it became nothing, and the way on."""
        await self._close(answering, "consent.left")
        asker = await self._asker(answering)
        if asker:
            reply = _own_words(await self._voice(answering, asker), "declined")
            await _reached(answering.posting.post(reply, asker))

    async def _permit(self, answering: Answering, asker: Reference) -> bool:
        drawn = permission(await self._voice(answering, asker), answering.incoming.text or "")
        return await _reached(answering.posting.post_drawn(drawn, asker))

    async def _ask_alone(self, answering: Answering, asked: Asked) -> bool:
        author = await self._found(answering, asked.author)
        if author is None:
            return False
        say = await self._voice(answering, author)
        drawn = question(say, asked, self._seal.close(asked))
        return await _reached(answering.posting.post_drawn(drawn, author))

    async def _ask_there(self, answering: Answering, asked: Asked) -> bool:
        """Ask where the message stands; False where the bot is not."""
        conversation, thread = without_thread(answering.incoming.chat or "")
        there = await answering.references.find(conversation)
        if there is None or there.tenant != asked.tenant or there.kind == "personal":
            return False
        drawn = notice(await self._voice(answering, there), self._seal.close(asked))
        return await _reached(answering.posting.post_drawn(drawn, there, thread))

    async def _asker(self, answering: Answering) -> Reference | None:
        return await self._found(answering, answering.incoming.other or "")

    async def _found(self, answering: Answering, user: str) -> Reference | None:
        """Give the conversation that somebody has alone with the bot; None where there is none."""
        it = answering.incoming.reference
        try:
            return await self._own.find(it.tenant, user, it.service_url)
        except (RefusedError, TeamsError):
            return None

    async def _close(self, answering: Answering, key: str) -> None:
        """Put a sentence in the place of the question, for others to read only that it is over.

        It comes first: begun anew, it is put there again, and nobody is written to twice.
        """
        it = answering.incoming
        say = await self._voice(answering, it.reference)
        told = "teams_surfaces.consent.closed" if it.public else key
        with suppress(GoneError):  # whoever deletes the question may answer it all the same
            await answering.replace(sentence(say, told))

    async def _voice(self, answering: Answering, where: Reference) -> Catalogue:
        """Give the language of whoever is there; they may have said nothing yet."""
        place = Place("teams", where.conversation)
        theirs = where == answering.incoming.reference
        told = answering.incoming.language if theirs else None
        message = Message(place, answering.item.at, language=told, region=answering.region)
        return catalogue(await self._language(message))


def _not_theirs(activity: Activity) -> Told:
    return Told(acknowledged(said_at_once(activity, "teams_surfaces.consent.not_yours")))


async def _reached(posting: Awaitable[object]) -> bool:
    """Write to somebody; False where Teams does not let us: it says nothing of the one whose
    doing is being answered."""
    try:
        await posting
    except (RefusedError, TeamsError):
        return False
    return True


def _asked(it: Incoming) -> Asked:
    return Asked(
        it.user, it.other or "", it.reference.tenant, it.name, it.text or "", it.language or "nb"
    )


def _own_words(say: Catalogue, key: str) -> Reply:
    """Say how it stands, with the form that takes one's own words."""
    form = Button(say.text("consent.own_words"), IDEA_FORM)
    return Reply(say.language, (say.line(f"consent.{key}"),), buttons=(form,))
