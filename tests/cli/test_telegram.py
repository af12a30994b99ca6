"""``idelos telegram``: what it tells Telegram, and what it says where it can't."""

import asyncio

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.settings import Settings
from tests.telegram.conftest import telegram
from tests.telegram.drive import SECRET
from tests.telegram.fake import FakeTelegram, refused
from tests.telegram.world import TOKEN

__all__ = ["telegram"]


@pytest.fixture(autouse=True)
def set_up(monkeypatch: pytest.MonkeyPatch, telegram: FakeTelegram) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"IDELOS_{name.upper()}", raising=False)
    monkeypatch.setenv("IDELOS_PUBLIC_URL", "https://idelos.test")
    monkeypatch.setenv("IDELOS_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setattr("bot.telegram.API", telegram.address)


async def run(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, ["telegram", *arguments])


async def test_telegram_is_told_where_we_are_and_what_is_commanded(
    telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDELOS_TELEGRAM_SECRET", SECRET)
    done = await run("open")
    assert done.output == "Telegram bringer nå meldingene til https://idelos.test.\n"
    assert telegram.world.webhook["secret_token"] == SECRET
    assert set(telegram.world.commands) == {"", "no", "nb", "nn", "sv", "en"}
    assert (await run("close")).exit_code == 0
    assert telegram.world.webhook == {}


async def test_links_are_given_for_pages_and_posters() -> None:
    plain, follow = await run("link"), await run("link", "--follow", "programme=klimasats")
    assert plain.output == "https://t.me/idelos_bot\n"
    assert follow.output == "https://t.me/idelos_bot?start=f_programme_klimasats\n"
    asked = await run("link", "--question", "Hvem tar imot ideer i Namsos?")
    assert asked.output.startswith("https://t.me/idelos_bot?start=q_")
    long = await run("link", "--question", "ø" * 24)
    assert (long.exit_code, "46 byte" in long.output) == (1, True)


async def test_with_a_secret_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDELOS_TELEGRAM_SECRET", SECRET)
    done = await run()
    assert (done.exit_code, "idelos web" in done.output) == (1, True)


async def test_without_a_token_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IDELOS_TELEGRAM_TOKEN")
    done = await run("open")
    assert (done.exit_code, "IDELOS_TELEGRAM_TOKEN mangler" in done.output) == (1, True)


@pytest.mark.parametrize(
    ("code", "says"), [(401, "tar ikke imot nøkkelen"), (409, "En annen prosess"), (502, "nås")]
)
async def test_what_telegram_refuses_is_said_without_the_token(
    telegram: FakeTelegram, code: int, says: str
) -> None:
    telegram.fail("deleteWebhook", refused(code, "No"))
    done = await run("close")
    assert (done.exit_code, says in done.output, TOKEN in done.output) == (1, True, False)
