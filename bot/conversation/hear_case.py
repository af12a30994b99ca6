"""Words of whoever receives ideas, and of those who say that they do."""

import re
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final

from bot.conversation.drafting import KINDS
from bot.conversation.places import named_region
from bot.conversation.skills import holder_acts, offices
from bot.conversation.skills.idea_status import ideas
from bot.conversation.skills.inbox import choose_case, inbox
from bot.conversation.turn import Turn
from bot.ideas import ledger
from bot.ideas.access import Actor, may
from bot.ideas.idea import Idea
from bot.ideas.lists import of_seats, own
from bot.ideas.press import press
from bot.ideas.relay import RefusedStepError
from bot.message import Reply
from intents.case_wishes import Wished, case_wish
from intents.idea_wishes import idea_wish
from intents.meaning import Meaning
from intents.notice_wishes import code_in
from intents.replies import short_answer

_I_AM: Final = re.compile(
    r"(?:hei[,.!]? |hej[,.!]? |hi[,.!]? )?(?:jeg er|eg er|æ e|æ er|jag är|i am|i'm)\s+(.+)",
    re.IGNORECASE,
)
_DEPUTY: Final = re.compile(r"\b(?:stedfortred|stadfortred|vara|ersättare|deputy)", re.IGNORECASE)
_INVITATION: Final = re.compile(r"/office/([\w-]{32})(?![\w-])")
_MOST_WORDS: Final = 12
_ACTS: Final[Mapping[str, Callable[[Turn, str], Awaitable[Reply]]]] = MappingProxyType(
    {
        "accept": holder_acts.idea_accept,
        "ask": holder_acts.idea_ask,
        "pass": holder_acts.idea_pass,
        "decline": holder_acts.idea_decline,
        "outcome": holder_acts.idea_outcome,
    }
)


async def hear_case(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take what a message says of cases or offices; None where it says nothing of the kind."""
    text = meaning.text
    wish = case_wish(text)
    reply = await _wished(turn, wish, meaning.text) if wish else None
    return reply or await _answered(turn, meaning) or _of_office(turn, meaning)


async def _answered(turn: Turn, meaning: Meaning) -> Reply | None:
    """Take a message as the answer to a question about a case or an office."""
    pending, text = turn.state.pending, meaning.text
    invitation = _INVITATION.search(text)
    if invitation:
        return await offices.take_invitation(turn, invitation[1])
    digits = code_in(text)
    if digits and (pending is None or pending.question == "office_code"):
        return await offices.try_office_code(turn, digits)
    if pending is None or not pending.question.startswith("case_"):
        return None
    if short_answer(text) in ("cancel", "restart"):
        return None
    turn.meaning = meaning
    return await holder_acts.take_words(turn, text)


async def _wished(turn: Turn, wish: Wished, text: str) -> Reply | None:
    """Do what somebody wishes; None for what only whoever holds an office can wish."""
    actor = await (await turn.relay()).actor()
    if wish.wish == "leave":
        return await offices.office_leave(turn) if actor.person else None
    if not actor.offices:
        return await _of_nobody(turn, actor, wish)
    if _is_own_idea(turn, wish, text):
        return None
    if wish.wish in ("inbox", "unanswered", "place"):
        return await inbox(turn, "" if wish.wish == "inbox" else wish.wish)
    idea = await _meant(turn, actor, wish)
    if isinstance(idea, Reply):
        return idea
    if wish.words:
        return await holder_acts.ask_in_words(turn, idea, wish.words)
    return await _ACTS[wish.wish](turn, press(f"idea_{wish.wish}", idea).argument)


async def _of_nobody(turn: Turn, actor: Actor, wish: Wished) -> Reply | None:
    """«Mine saker» of who receives none: what they sent, else how one becomes a receiver."""
    if wish.wish not in ("inbox", "unanswered"):
        return None
    sent = actor.person and await own(turn.desk.session, actor.person, 1)
    return await ideas(turn) if sent else await inbox(turn)


def _is_own_idea(turn: Turn, wish: Wished, text: str) -> bool:
    """«Send ideen videre» is said of one's own idea by who has just told one."""
    tells = turn.state.intent in KINDS and turn.state.text
    return bool(wish.wish == "pass" and not wish.number and tells) and idea_wish(text) == "send"


async def _meant(turn: Turn, actor: Actor, wish: Wished) -> Idea | Reply:
    """Give the case that is named, or the only one that it can be."""
    if wish.number:
        named = await ledger.find(turn.desk.session, wish.number)
        if named is None or not may(turn.kb, actor, "read", named):
            return holder_acts.not_possible(turn, RefusedStepError("gone"))
        return named
    found = await of_seats(turn.desk.session, actor.seats)
    waiting = [it for it in found if it.life.stage == "waiting"]
    only = found if wish.wish == "outcome" or not waiting else waiting
    if len(only) == 1:
        return only[0]
    return choose_case(turn, only, wish.wish) if only else await inbox(turn)


def _of_office(turn: Turn, meaning: Meaning) -> Reply | None:
    """«Jeg er FoUI-kontakt i Namsos»: short, and an office that the packs know."""
    said = _I_AM.fullmatch(meaning.text.strip())
    if said is None or len(said[1].split()) > _MOST_WORDS or said[1].rstrip().endswith("?"):
        return None
    targets = {it for match in meaning.municipalities if not match.negated for it in match.targets}
    place = turn.kb.municipalities[targets.pop()] if len(targets) == 1 else turn.municipality
    deputy = _DEPUTY.search(said[1]) is not None
    region = named_region(meaning) or (turn.region.id if turn.region else None)
    posts = offices.posts_named(turn, said[1], place, region, deputy=deputy)
    if not posts:
        return None
    if place and place.region:
        turn.remember(municipality=place.id, region=place.region)
    turn.remember(intent=offices.INTENT, misses=0, pending=None)
    return offices.offer_office(turn, posts)
