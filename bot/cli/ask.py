"""``idelos ask``: one question, one answer, and on request everything behind it."""

import asyncio
import json
from datetime import date, datetime, time
from typing import Any, get_args
from zoneinfo import ZoneInfo

import click

from bot.channels.console.render import render
from bot.cli.errors import told
from bot.cli.local import local_knowledge
from bot.clock import utc_now
from bot.conversation.dialogue import take_turn
from bot.conversation.names import understanding_names
from bot.conversation.outcome import Outcome
from bot.conversation.state import State
from bot.message import Language, Message, Place, Reply
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from bot.routing.case import Referral
from bot.settings import Settings
from bot.speech.speaker import Speaker
from intents.understand import load
from knowledge.base import KnowledgeBase

_ZONE = ZoneInfo("Europe/Oslo")


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--region", help="Region that the person works in: trondelag.")
@click.option("--municipality", help="Municipality that the person works in, by name.")
@click.option("--lang", type=click.Choice(get_args(Language)), help="Language of the answer.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="Answer as of this day.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--why", is_flag=True, help="Print the evidence and the rules behind the answer.")
@told
def ask(
    text: tuple[str, ...],
    region: str | None,
    municipality: str | None,
    lang: Language | None,
    at: datetime | None,
    as_json: bool,
    why: bool,
) -> None:
    """Ask TEXT and print the answer. Needs no server and no database, and keeps nothing."""
    outcome, kb = asyncio.run(_ask(" ".join(text), region, municipality, lang, _moment(at)))
    if as_json:
        click.echo(json.dumps(as_data(outcome, kb), ensure_ascii=False))
        return
    click.echo(render(outcome.reply, Settings().base_url))
    if why:
        click.echo("\n" + "\n".join(trail(outcome, kb)))


def _moment(at: datetime | None) -> datetime:
    """Noon of the day asked for, else now."""
    if at is None:
        return utc_now()
    return datetime.combine(at.date(), time(12), _ZONE)


async def _ask(
    text: str,
    region: str | None,
    municipality: str | None,
    lang: Language | None,
    at: datetime,
) -> tuple[Outcome[Reply], KnowledgeBase]:
    kb = await local_knowledge(Settings())
    state = State(
        language=lang,
        language_chosen=lang is not None,
        region=_known_region(kb, region),
        municipality=_known_municipality(kb, municipality),
    )
    message = Message(Place("console", "ask"), at, text=text)
    engine = load(understanding_names(kb))
    async with passing_sessions() as sessions, sessions() as session:
        desk = Desk(session, message.place, at, carriers=())
        return await take_turn(kb, engine, state, message, desk), kb


def _known_region(kb: KnowledgeBase, region: str | None) -> str | None:
    if region and region not in kb.regions:
        raise click.BadParameter(", ".join(kb.regions), param_hint="--region")
    return region


def _known_municipality(kb: KnowledgeBase, name: str | None) -> str | None:
    if name is None:
        return None
    found = [known.target for known in kb.by_name(name) if known.kind == "municipality"]
    if not found:
        raise click.BadParameter(name, param_hint="--municipality")
    return found[0]


def as_data(outcome: Outcome[Reply], kb: KnowledgeBase) -> dict[str, Any]:
    """Everything about one answer, for other programs."""
    meaning, reply, state = outcome.meaning, outcome.reply, outcome.state
    place = kb.municipalities.get(state.municipality or "")
    say = Speaker(reply.language, date.min, kb)
    return {
        "lang": meaning.language if meaning else reply.language,
        "intent": meaning.intent if meaning else None,
        "confidence": round(meaning.confidence, 3) if meaning else None,
        "alternatives": [
            {"intent": intent, "confidence": round(score, 3)}
            for intent, score in (meaning.alternatives if meaning else ())
        ],
        "municipality": place.name if place else None,
        "themes": [theme.label for theme in meaning.themes] if meaning else [],
        "need": meaning.need if meaning else None,
        "topic": meaning.topic if meaning else None,
        "referrals": [_referral(say, referral) for referral in outcome.referrals],
        "reply": {
            "lang": reply.language,
            "text": reply.plain,
            "lines": [line.plain for line in reply.lines],
            "buttons": [button.label for button in reply.buttons],
            "more": [button.label for button in reply.more],
            "sources": reply.context.plain if reply.context else None,
        },
    }


def _referral(say: Speaker, referral: Referral) -> dict[str, Any]:
    contact, organisation = referral.contact, referral.organisation
    if contact and contact.organisation:
        organisation = say.kb.organisations.get(contact.organisation)
    return {
        "rule": referral.rule.id,
        "part": referral.part,
        "role": contact.role if contact else None,
        "organisation": organisation.name
        if organisation
        else referral.municipality.authority
        if contact and referral.municipality
        else None,
        "municipality": referral.municipality.name if referral.municipality else None,
        "programmes": [programme.id for programme in referral.programmes],
        "mailbox": referral.mailbox,
        "website": referral.website,
        "reason": say.of(referral.rule.because),
    }


def trail(outcome: Outcome[Reply], kb: KnowledgeBase) -> list[str]:
    """The evidence and the rules, a line each, for a person."""
    meaning = outcome.meaning
    lines: list[str] = []
    if meaning:
        lines.append(f"{meaning.language} {meaning.intent} {meaning.confidence:.2f}")
        lines += [
            f"  {it.stage:<9} {it.label:<32} {it.weight:+.2f}  {it.cue}" for it in meaning.why
        ]
    say = Speaker(outcome.reply.language, date.min, kb)
    for referral in outcome.referrals:
        lines.append(f"{referral.part}: {referral.rule.id} – {say.of(referral.rule.because)}")
    return lines
