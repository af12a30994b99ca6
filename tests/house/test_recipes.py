"""The recipes of the documents, carried out as they stand."""

import re
import shutil
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.conversation.dialogue import take_turn
from bot.conversation.names import understanding_names
from bot.conversation.outcome import Outcome
from bot.conversation.state import State
from bot.message import Action, Message, Place, Reply
from bot.notices.desk import Desk
from bot.notices.desk.passing import passing_sessions
from bot.notices.drafts import read_draft
from intents.meaning import Intent
from intents.understand import load
from knowledge.base import KnowledgeBase
from knowledge.check import check_packs
from knowledge.packs import PACKS, Packs, load_packs
from tests.house.tree import ROOT

_EXAMPLE = ROOT / "docs" / "eksempel"
_DOCUMENT = (ROOT / "docs" / "kunnskap.md").read_text(encoding="utf-8")
_SHOWN = re.findall(r"```yaml\n(.*?)```", _DOCUMENT, re.DOTALL)
_AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    """The shipped packs with the example region beside them, as the recipe says."""
    folder = tmp_path_factory.mktemp("knowledge") / "packs"
    shutil.copytree(PACKS, folder)
    shutil.copytree(_EXAMPLE, folder / "eksempelregionen")
    return load_packs(folder)


@pytest.fixture(scope="module")
def kb(packs: Packs) -> KnowledgeBase:
    return KnowledgeBase(packs.records)


async def _turn(kb: KnowledgeBase, state: State, message: Message) -> Outcome[Reply]:
    async with passing_sessions() as sessions, sessions() as session:
        desk = Desk(session, message.place, message.at, carriers=())
        return await take_turn(kb, load(understanding_names(kb)), state, message, desk)


async def _ask(kb: KnowledgeBase, text: str) -> Outcome[Reply]:
    return await _turn(kb, State(), Message(Place("console", "test"), _AT, text=text))


def test_the_example_region_has_no_fault(packs: Packs) -> None:
    assert check_packs(packs, _AT.date(), get_args(Intent)) == ()


async def test_a_region_is_served_by_its_packs_alone(kb: KnowledgeBase) -> None:
    outcome = await _ask(kb, "Vi på biblioteket i Eksempelvik vil prøve en leserobot, hvor går vi?")
    assert [referral.rule.id for referral in outcome.referrals][:1] == ["eksempel-ide"]
    assert "sekretariat@eksempelregionen.example" in outcome.reply.plain
    pressed = Message(Place("console", "test"), _AT, action=Action("why"))
    why = await _turn(kb, outcome.state, pressed)
    assert "sekretariatet tar imot alle ideer i Eksempelregionen" in why.reply.plain


async def test_a_former_name_leads_to_the_municipality(kb: KnowledgeBase) -> None:
    outcome = await _ask(kb, "Vi i Gammelvik har en idé om et felles bibliotek, hvor går vi?")
    assert outcome.state.municipality == "eksempelvik"


def test_the_example_announcement_has_no_fault(packs: Packs) -> None:
    draft = read_draft(_EXAMPLE / "melding" / "melding.yaml", KnowledgeBase(packs.records))
    assert draft.audience.region == "trondelag"


@pytest.mark.parametrize("block", _SHOWN)
def test_what_the_document_shows_is_in_the_example(block: str) -> None:
    files = [path.read_text(encoding="utf-8") for path in _EXAMPLE.rglob("*.yaml")]
    assert any(block in text for text in files)


async def test_the_dates_of_the_example_are_answered(kb: KnowledgeBase) -> None:
    outcome = await _ask(kb, "Hva skjer i februar? Jeg jobber i Eksempelvik")
    rows = [line.plain for line in outcome.reply.lines][1:]
    assert rows == [
        "Mandag 22. februar 2027: Flyttet. Møte i styringsgruppen, kl. 12.00.",
        "Onsdag 24. februar 2027: Flyttet. Frist: Eksempelmidler 2027, kl. 13.00.",
    ]
    pressed = Message(Place("console", "test"), _AT, action=Action("plan", "eksempelmidler-2027"))
    plan = await _turn(kb, outcome.state, pressed)
    assert "Desember eller januar: saken i politisk utvalg" in plan.reply.plain
