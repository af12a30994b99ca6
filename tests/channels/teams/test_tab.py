"""A person's own page inside Teams, as its script asks for it."""

import base64
import hashlib
import logging

import pytest

from bot.channels.teams.tab_shell import SDK, SDK_HASH
from bot.conversation.service import Conversations
from tests.channels.teams.tab_house import actions, add, opened, words
from tests.node.programs import package
from tests.teams.world import KARI, OLA, OTHER_TENANT, Person

pytestmark = [
    pytest.mark.with_packs,
    pytest.mark.parametrize("databases", ["sqlite"], indirect=True),
]
FOLLOW = {
    "action": "follow_form:trondelag",
    "filled": "1",
    "asked": ["all", "themes", "programmes", "meetings", "way", "leads"],
    "field.programmes": ["programme=klimasats"],
    "field.way": "at_once",
}


async def test_the_shell_holds_nothing_of_anybody_and_sets_no_cookie(database: str) -> None:
    async with opened(database) as house:
        page = await house.http.get("/teams/tab")
        swedish = await house.http.get("/teams/tab", params={"locale": "sv-SE"})
    assert page.status_code == 200
    assert "set-cookie" not in page.headers
    assert '<html lang="nb">' in page.text
    assert '<html lang="sv">' in swedish.text
    assert f'src="{SDK}" integrity="{SDK_HASH}" crossorigin="anonymous"' in page.text
    policy = dict(
        part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";")
    )
    assert policy["script-src"] == f"'self' {SDK}"
    assert "https://teams.microsoft.com" in policy["frame-ancestors"].split()
    assert not {"*", "https:", "'none'"} & set(policy["frame-ancestors"].split())


async def test_no_other_page_may_stand_in_a_frame_or_run_what_is_not_ours(database: str) -> None:
    async with opened(database) as house:
        for path in ("/", "/privacy", "/teams/terms", "/teams/tab/home"):
            policy = (await house.http.get(path)).headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "script-src 'self';" in policy


@pytest.mark.node
def test_the_script_of_microsofts_is_the_one_that_was_published(database: str) -> None:
    folder = package("@microsoft/teams-js")
    script = (folder / "dist" / "umd" / "MicrosoftTeams.min.js").read_bytes()
    digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert f"sha384-{digest}" == SDK_HASH
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert f'src="{SDK}"' in readme
    assert f'integrity="{SDK_HASH}"' in readme


async def test_somebody_sees_what_is_theirs_in_their_language(database: str) -> None:
    async with opened(database) as house:
        for person in (KARI, OLA):
            await add(database, person, house.clock)
        told = await house.press(FOLLOW)
        assert "Klimasats" in words(told)
        mine, others = await house.get(), await house.get(person=OLA)
        assert mine.status_code == 200
        assert 'aria-checked="true"' in mine.text
        assert 'role="switch"' not in others.text
        assert "set-cookie" not in mine.headers
        swedish = await house.http.get(
            "/teams/tab/home",
            params={"locale": "sv-SE"},
            headers={"Authorization": f"Bearer {house.entra.token(OLA, house.clock())}"},
        )
        assert "Välkommen till Idélos" in words(swedish)
        assert 'lang="sv"' in swedish.text


async def test_a_switch_turns_off_and_on_again(database: str) -> None:
    async with opened(database) as house:
        await add(database, KARI, house.clock)
        await house.press(FOLLOW)
        off = next(it for it in actions(await house.get()) if it.startswith("stop:"))
        turned = await house.press({"action": off})
        assert "Klimasats" in words(turned)
        assert 'aria-checked="false"' in turned.text
        on = next(it for it in actions(turned) if it.startswith("follow:"))
        assert 'aria-checked="true"' in (await house.press({"action": on})).text


async def test_a_form_says_at_its_field_what_is_missing_and_keeps_what_was_filled_in(
    database: str,
) -> None:
    async with opened(database) as house:
        await add(database, KARI, house.clock)
        form = await house.press({"action": "idea_form"})
        assert 'name="field.text"' in form.text
        filled = {
            "action": "idea_form",
            "filled": "1",
            "asked": ["text", "municipality", "shared"],
            "field.text": "",
            "field.title": "<b>Sensorer</b>",
            "field.municipality": "",
        }
        refused = await house.press(filled)
        assert 'aria-invalid="true"' in refused.text
        assert 'href="#field.text"' in refused.text
        whole = {**filled, "field.text": "Vi vil prøve <script>alert(1)</script> sensorer i senger"}
        shown = await house.press({**whole, "field.municipality": "5007"})
        assert "<script>" not in shown.text
        assert "&lt;script&gt;alert(1)" in shown.text


async def test_an_idea_is_filled_in_seen_sent_on_a_yes_and_followed(database: str) -> None:
    letters = {"smtp_host": "127.0.0.1", "smtp_security": "none", "mail_from": "idelos@idelos.test"}
    async with opened(database, secret="s" * 32, **letters) as house:
        await add(database, KARI, house.clock)
        filled = {
            "action": "idea_form",
            "filled": "1",
            "asked": ["text", "municipality"],
            "field.text": "Vi i hjemmetjenesten vil teste sensorer i sengene om natten",
            "field.municipality": "namsos",
        }
        preview = await house.press(filled)
        assert "Dette blir sendt når du sier ja." in words(preview)
        assert "Utkast, ikke sendt" in words(preview)
        [yes] = [it for it in actions(preview) if it.startswith("idea_yes:")]
        sent = await house.press({"action": yes})
        assert "IDE-2026-0001" in words(sent)
        again = await house.press({"action": yes})
        assert "IDE-2026-0002" not in words(again)
        assert any(it.startswith("idea_see:") for it in actions(await house.get()))


async def test_what_is_pressed_goes_on_in_the_chat(database: str) -> None:
    """The tab and the chat are one conversation, so that either knows what the other was told."""
    async with opened(database) as house:
        await add(database, KARI, house.clock)
        await house.press({"action": "language:nn"})
        assert 'lang="nn"' in (await house.get()).text
        await house.press({"action": "language:sv"}, locale="nn-NO")
        assert 'lang="sv"' in (await house.get()).text


async def test_whoever_is_not_let_in_hears_why_and_nothing_is_told(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(database) as house:
        nobody = await house.get(person=None)
        assert (nobody.status_code, "Teams gikk ikke god for" in words(nobody)) == (401, True)
        stranger = await house.get(person=Person("Stranger", tenant=OTHER_TENANT))
        assert stranger.status_code == 401
        unknown = await house.get()
        assert (unknown.status_code, "Skriv «hei» til meg" in words(unknown)) == (404, True)
        house.entra.broken = True
        house.clock.pass_(25 * 3600)
        house.entra.rotate(KARI.tenant, "entra-new")
        assert (await house.get()).status_code == 401  # the keys that are known stay in use
    assert "not let in to the tab of Teams: other organisation" in caplog.text
    assert KARI.aad not in caplog.text
    assert "kari@" not in caplog.text.lower()


async def test_without_keys_it_says_to_come_back(database: str) -> None:
    async with opened(database) as house:
        house.entra.broken = True
        later = await house.get()
    assert (later.status_code, "akkurat nå" in words(later)) == (503, True)


async def test_what_goes_wrong_is_told_with_its_id(
    database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written = "with what somebody wrote"

    async def broken(*_: object) -> None:
        raise ValueError(written)

    async with opened(database) as house:
        await add(database, KARI, house.clock)
        monkeypatch.setattr(Conversations, "form", broken)
        failed = await house.press({"action": "help"})
    assert failed.status_code == 500
    [record] = [it for it in caplog.records if it.levelno == logging.ERROR]
    assert f"(feil {record.getMessage().split()[1]})" in words(failed)
    assert written not in caplog.text


async def test_too_many_requests_are_slowed_down(database: str) -> None:
    async with opened(database) as house:
        answers = [(await house.http.get("/teams/tab/home")).status_code for _ in range(121)]
    assert answers.count(401) == 120
    assert answers[-1] == 429


@pytest.mark.parametrize("told", [{}, {"action": ""}, {"action": "x" * 5000}, {"filled": "1"}])
async def test_what_no_page_of_ours_sends_does_no_harm(database: str, told: dict[str, str]) -> None:
    async with opened(database) as house:
        await add(database, KARI, house.clock)
        assert (await house.press(told)).status_code == 200


async def test_with_a_managed_identity_there_is_no_tab(database: str) -> None:
    identity = {"teams_app_secret": None, "teams_managed_identity": True}
    async with opened(database, **identity) as house:
        assert (await house.http.get("/teams/tab")).status_code == 404
        assert (await house.http.get("/teams/terms")).status_code == 200


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
async def test_the_terms_that_the_package_names_are_there(database: str, language: str) -> None:
    async with opened(database) as house:
        page = await house.http.get("/teams/terms", headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert 'href="/privacy"' in page.text
