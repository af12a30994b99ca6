"""Commands: a word in each language for each thing, all of them understood everywhere."""

from typing import get_args

import pytest
from telegram.constants import BotCommandLimit

from bot.channels.telegram.client import Connection
from bot.channels.telegram.commands import ACTIONS, Command, commands, read_command
from bot.channels.telegram.set_up import tell_commands
from bot.message import Language
from tests.channels.telegram.house import House
from tests.telegram.fake import FakeTelegram
from tests.telegram.world import TOKEN

LANGUAGES = get_args(Language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_the_commands_of_every_language(language: Language) -> None:
    listed = list(commands(language))
    names = [command.name for it in listed if (command := read_command(f"/{it.command}"))]
    assert names == list(ACTIONS)
    for it in listed:
        assert it.command.isascii()
        assert it.command.islower()
        assert len(it.description) <= BotCommandLimit.MAX_DESCRIPTION


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/frister", Command("deadlines", "", "", "frister")),
        (
            "/Frister@Idelos_Bot  Klimasats nå",
            Command("deadlines", "idelos_bot", "Klimasats nå", "frister"),
        ),
        ("/start f_x_y", Command("start", "", "f_x_y", "start")),
        ("/hva", Command("help", "", "", "hva")),
        ("/", None),
        ("/ frister", None),
        ("/og/eller", None),
        ("frister", None),
        ("", None),
    ],
)
def test_what_is_commanded(text: str, command: Command | None) -> None:
    assert read_command(text) == command


async def test_each_person_has_them_in_their_language(telegram: FakeTelegram) -> None:
    connection = Connection(TOKEN, telegram.address)
    await tell_commands(connection.bot)
    await connection.aclose()
    told = {code: listed[1]["command"] for code, listed in telegram.world.commands.items()}
    assert told == {
        "": "penger",
        "no": "penger",
        "nb": "penger",
        "nn": "pengar",
        "sv": "pengar",
        "en": "money",
    }


@pytest.mark.with_packs
@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("/frister Klimasats", "15. februar"),
        ("/ide vi vil teste sensorer i hjemmetjenesten i Namsos", "FoUI-kontakten i Namsos"),
        ("/moter", "Styringsgruppen"),
        ("/varsler", "varsler"),
        ("/personvern", "Jeg lagrer"),
        ("/saker", "idé"),
        ("/hjelp", "Jeg sier hvem som tar imot"),
        ("/uforstand", "Jeg sier hvem som tar imot"),
    ],
)
async def test_a_command_is_answered(house: House, said: str, part: str) -> None:
    assert part in (await house.say(said)).text


@pytest.mark.with_packs
async def test_stop_stops(house: House) -> None:
    await house.say("Minn meg på Klimasats")
    assert "slått av" in (await house.say("/stopp")).text
