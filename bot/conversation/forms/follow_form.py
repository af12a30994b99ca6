"""The form of what to hear of: schemes, fields of work and meetings, how, and how early."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Final

from bot.conversation.forms.fault import Fault
from bot.conversation.forms.fields import named, said, written
from bot.conversation.forms.skill import not_taken
from bot.conversation.skills.subscribe import follow_all, named_wish
from bot.conversation.turn import Turn
from bot.conversation.wished import answered
from bot.form import YES, Choice, Faults, Field, Fields, Form
from bot.message import Action, Reply
from bot.notices.desk import Wish
from bot.notices.vocabulary import DAYS, DEFAULT_LEADS, Lead
from bot.notices.words.why import name_of
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.records.events import Series
from knowledge.records.organisations import Body
from knowledge.records.places import Region
from knowledge.records.vocabulary import THEMES

_NAME: Final = "follow_form"
_LISTS: Final = ("themes", "programmes", "meetings")
_MOMENTS: Final = (Lead.ANNOUNCED, Lead.OPENING, Lead.SAME_DAY)
_LEADS: Final = (*_MOMENTS[:2], *sorted(DAYS, key=DAYS.__getitem__, reverse=True))
"""When one can be told, the earliest first."""
_MOST: Final = 100


class FollowForm:
    """Asks what to hear of; the argument is the region. What is followed already stays."""

    async def show(self, turn: Turn, _: str) -> Form:
        """Give the form, with what the last answer was about chosen already."""
        say, region = turn.say, turn.region
        begun = _begun(answered(turn))
        asked = (*_things(say, region), *_ways(say))
        value = {**begun, **turn.message.fields}
        return Form(
            action=Action(_NAME, region.id if region else ""),
            language=turn.language,
            title=say.text("forms.follow.title"),
            fields=tuple(replace(it, value=value.get(it.name, it.value)) for it in asked),
            submit=say.text("forms.follow.submit"),
        )

    def faults(self, say: Speaker, argument: str, fields: Fields) -> Faults:
        """Tell where nothing was chosen."""
        if any(_wishes(say.kb, argument, fields)):
            return {}
        return said(say, {"themes": Fault("forms.follow.fault")})

    async def fill(self, turn: Turn, argument: str, fields: Fields) -> Reply:
        """Follow what was chosen, and give the receipt."""
        wishes = tuple(_wishes(turn.kb, argument, fields))
        if not wishes:
            faults = self.faults(turn.say, argument, fields)
            return not_taken(turn, Action(_NAME, argument), faults)
        return await follow_all(turn, wishes)


def _begun(wishes: Iterable[Wish]) -> dict[str, tuple[str, ...]]:
    lists = {"theme": "themes", "programme": "programmes", "body": "meetings"}
    return {lists[it.kind]: (f"{it.kind}={it.subject}",) for it in wishes if it.kind in lists}


def _things(say: Speaker, region: Region | None) -> Iterator[Field]:
    """All there is at once, or one by one: themes everywhere, the rest by region."""
    kb = say.kb
    where = say.of(region.names) if region else ""
    everything = "forms.follow.region" if region else "forms.follow.everything"
    yield Field("all", say.text(everything, region=where), "switch")
    keys = {"themes": [f"theme={it}" for it in THEMES]}
    if region:
        bodies = [it for it in kb.bodies.values() if _is_held(it, region)]
        series = [it for it in kb.series.values() if _is_held(it, region) and it.body is None]
        meet = [f"body={it.id}" for it in bodies] + [f"series={it.id}" for it in series]
        keys["programmes"] = [f"programme={it.id}" for it in kb.programmes_for(region.id)]
        keys["meetings"] = meet
    for name, found in keys.items():
        label = say.text(f"forms.follow.{name}")
        yield Field(name, label, "choices", choices=tuple(_named(say, found[:_MOST])))


def _is_held(record: Body | Series, region: Region) -> bool:
    return record.region == region.id and record.status not in ("closed", "replaced")


def _named(say: Speaker, keys: Iterable[str]) -> Iterator[Choice]:
    for key in keys:
        yield Choice(key, named(name_of(say, key.replace("=", ":", 1))))


def _ways(say: Speaker) -> Iterator[Field]:
    """At once or weekly; and when, if at once."""
    ways = tuple(Choice(it, say.text(f"forms.follow.way.{it}")) for it in ("at_once", "weekly"))
    label = say.text("forms.follow.way")
    yield Field("way", label, "choice", ("at_once",), ways, required=True)
    yield Field(
        "leads",
        say.text("forms.follow.leads"),
        "choices",
        tuple(it.name or "" for it in DEFAULT_LEADS),
        tuple(Choice(it.name or "", capital(_when(say, it))) for it in _LEADS),
        hint=say.text("forms.follow.leads.hint"),
    )


def _when(say: Speaker, lead: Lead) -> str:
    if lead in _MOMENTS:
        return say.text(f"subscribe.moment.{lead.name}.date")
    return say.text("forms.follow.before", lead=say.text(f"subscribe.lead.{lead.name}"))


def _wishes(kb: KnowledgeBase, region: str, fields: Fields) -> Iterator[Wish]:
    """Read what was chosen; what there is not is left out."""
    keys = [key for name in _LISTS for key in fields.get(name, ())]
    if written(fields, "all") == YES:
        keys.append(f"region={region}" if region else "everything=")
    chosen = [Lead[it] for it in fields.get("leads", ()) if it in Lead.__members__]
    leads, weekly = reduce(or_, chosen, Lead(0)), written(fields, "way") == "weekly"
    for key in dict.fromkeys(keys):
        wish = named_wish(kb, key)
        if wish:
            usual = leads in (Lead(0), DEFAULT_LEADS)
            yield replace(wish, weekly=weekly, leads=wish.leads if usual else leads)
