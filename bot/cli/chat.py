"""``idelos chat``: a conversation in the terminal."""

import asyncio
from typing import get_args

import click

from bot.channels.console.render import address, buttons, render
from bot.cli.errors import told
from bot.cli.local import Local, local
from bot.clock import utc_now
from bot.conversation.dialogue import take_turn
from bot.conversation.names import understanding_names
from bot.conversation.state import State
from bot.message import Button, Language, Message, Place
from bot.notices.desk import Desk
from bot.settings import Settings
from bot.speech.catalogue import catalogue
from intents.understand import load

_PLACE = Place("console", "chat")


@click.command()
@click.option("--lang", type=click.Choice(get_args(Language)), help="Language to begin in.")
@told
def chat(lang: Language | None) -> None:
    """Talk with the assistant in the terminal; answer a button by its number."""
    asyncio.run(_chat(lang))


async def _chat(lang: Language | None) -> None:
    settings = Settings()
    async with local(settings) as here:
        await _talk(here, lang, settings)


async def _talk(here: Local, lang: Language | None, settings: Settings) -> None:
    carriers = ("email",) if settings.smtp_host and here.is_kept else ()
    engine = load(understanding_names(here.kb))
    state = State(language=lang, language_chosen=lang is not None)
    options: tuple[Button, ...] = ()
    click.echo(catalogue(lang or "nb").text("cli.chat.begin"))
    while (typed := _read()) is not None:
        message = _message(typed, options, settings.base_url)
        if message is None:
            continue
        async with here.sessions() as session:
            desk = Desk(session, _PLACE, message.at, carriers)
            outcome = await take_turn(here.kb, engine, state, message, desk)
            await session.commit()
        state, options = outcome.state, buttons(outcome.reply)
        click.echo(render(outcome.reply, settings.base_url))


def _read() -> str | None:
    """Read one line; None at the end of input."""
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        return None


def _message(typed: str, options: tuple[Button, ...], home: str) -> Message | None:
    """A number presses the button of that number; anything else is text."""
    now = utc_now()
    if typed.strip().isdigit() and 1 <= int(typed) <= len(options):
        button = options[int(typed) - 1]
        if button.action is None:
            click.echo(address(button, home))
            return None
        return Message(_PLACE, now, action=button.action)
    return Message(_PLACE, now, text=typed)
