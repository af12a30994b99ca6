"""Answers of real conversations as Slack gets them, kept beside this file.

``python -m tests.channels.slack.golden`` writes them anew; look at what changed before keeping it.
"""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.channels.slack.blocks import draw
from bot.message import Language, Reply
from bot.notices.desk.passing import passing_sessions
from tests.channels.slack.reading import HOME
from tests.dialogues.play import Dialogue, Part, Stage

FOLDER = Path(__file__).parent / "golden"

_TALKS: dict[str, tuple[Language, tuple[str, ...]]] = {
    "nb_contact": (
        "nb",
        ("Vi i hjemmetjenesten i Namsos vil teste sensorer, hvor går jeg med ideen?",),
    ),
    "nb_unnamed": ("nb", ("Hvem er FoUI-kontakt i Osen?",)),
    "nb_deadlines": ("nb", ("Hvilke søknadsfrister kommer i Trøndelag det neste halvåret?",)),
    "nn_call": (
        "nn",
        ("Vi i Hjartdal vil byte til utsleppsfrie maskinar. Når er fristen for Klimasats?",),
    ),
    "nn_plan": (
        "nn",
        (
            "Vi i Hjartdal vil byte til utsleppsfrie maskinar. Når er fristen for Klimasats?",
            "> Lag plan",
        ),
    ),
    "sv_contact": (
        "sv",
        ("Jag är undersköterska i hemtjänsten i Kalix och vi vill prova nyckelfria lås. Vem?",),
    ),
    "nb_scheme": ("nb", ("Hva er DistriktForsk i Trøndelag?",)),
    "sv_closing": ("sv", ("nästa sista dag för klimat i Norrbotten",)),
    "sv_meetings": ("sv", ("Vilka möten är det i Norrbotten framöver?",)),
    "en_spelling": (
        "en",
        ("I work in a library in Jockmock and want to try a reading robot. Where do I go?",),
    ),
    "en_unclear": ("en", ("that thing with the map",)),
}
"""What is said, line by line; a line from ``>`` on is the label of a button."""


async def answer(language: Language, lines: tuple[str, ...]) -> Reply:
    """Hold a conversation, and give its last answer."""
    dialogue = Dialogue(title="golden", today=date(2026, 11, 23), language=language, talk=())
    async with passing_sessions() as sessions:
        stage = Stage(dialogue, sessions)
        await stage.enter()
        for line in lines:
            await stage.speak(_part(line))
        return stage.heard("")


def _part(line: str) -> Part:
    pressed = line.removeprefix("> ")
    return Part(press=pressed) if pressed != line else Part(person=line)


async def drawn(name: str) -> list[dict[str, Any]]:
    """Draw a kept answer anew."""
    reply = await answer(*_TALKS[name])
    return [{"text": it.text, "blocks": list(it.blocks)} for it in draw(reply, HOME)]


def kept(name: str) -> Any:
    """Read an answer as it is kept."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


NAMES = tuple(_TALKS)


async def _write() -> None:
    for name in NAMES:
        text = json.dumps(await drawn(name), ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    asyncio.run(_write())
