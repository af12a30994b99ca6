"""The person's language is met, from the first press on, in four languages."""

import pytest

from bot.message import Language
from bot.speech.catalogue import catalogue
from tests.channels.slack.house import House, opened
from tests.slack.fake import FakeSlack

pytestmark = pytest.mark.with_packs

SAID: dict[Language, tuple[str, str]] = {
    "nb": ("Jeg har en idé om varmepumper. Jeg jobber i Namsos", "Hva kan du hjelpe med?"),
    "nn": ("Eg har ein idé om varmepumper. Eg jobbar i Namsos", "Kva kan du hjelpe med?"),
    "sv": ("Jag har en idé om värmepumpar. Jag arbetar i Luleå", "Vad kan du hjälpa till med?"),
    "en": ("I have an idea about heat pumps. I work in Namsos", "help"),
}
WHY = {"nb": "Hvorfor?", "nn": "Kvifor?", "sv": "Varför?", "en": "Why?"}
FOLLOW: dict[Language, str] = {
    "nb": "minn meg på klimasats",
    "nn": "eg vil ha varsel om fristane til klimasats",
    "sv": "påminn mig om klimasats",
    "en": "remind me of klimasats",
}


@pytest.mark.parametrize("language", SAID)
async def test_three_skills_answer_in_the_language_they_are_asked_in(
    house: House, language: Language
) -> None:
    words = catalogue(language)
    routed, helped = [await house.say(text) for text in SAID[language]]
    assert words.text("help.what") in helped.text
    why = await house.press(routed, WHY[language])
    assert why.text
    followed = await house.say(FOLLOW[language])
    assert "Klimasats" in followed.text
    assert {it.language for it in await house.people()} == {language}


@pytest.mark.parametrize(
    ("locale", "region", "language"),
    [
        ("nb-NO", None, "nb"),
        ("nn-NO", None, "nn"),
        ("sv-SE", None, "sv"),
        ("en-US", "trondelag", "nb"),
        ("en-GB", "norrbotten", "sv"),
    ],
)
async def test_one_who_has_said_nothing_yet_is_met_in_a_likely_language(
    database: str, slack: FakeSlack, locale: str, region: str | None, language: Language
) -> None:
    slack.person("U1", locale=locale)
    async with opened(database, slack, slack_region=region) as house:
        await house.driver.command("U1", "/idelos")
        [answer] = await house.answers("U1", to="U1")
        await house.driver.command("U1", "/idelos")
        await house.answers("U1", to="U1")
    assert catalogue(language).text("help.what").split(".")[0] in answer.text
    assert len(slack.called("users.info")) == 1, "what was heard is known for an hour"
