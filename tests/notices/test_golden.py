"""The dialogues S3 and S4 that say how a reminder sounds, word for word."""

from bot.message import Reply
from bot.notices.compose import compose
from bot.notices.told import Told
from tests.notices.telling import at, packs, told


def _said(delivery: Told) -> Reply:
    notice = compose(packs(), delivery)
    assert notice is not None
    return notice.reply


def _labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def test_a_reminder_two_weeks_before() -> None:
    reply = _said(
        told(
            "2026-06-03T06:00",
            subject="call:vinnova-sustaingov-forbered-2026",
            because="programme:vinnova",
            language="sv",
            region="norrbotten",
        )
    )
    assert reply.plain.replace("\u00a0", " ").splitlines() == [
        "Två veckor kvar: SustainGov, förberedande projekt (Vinnova), stänger onsdag 17 juni. "
        "Klockslaget står inte i källan.",
        "Kvar att göra: parter, och en samordnare (kommun, kommunalförbund, region eller statlig "
        "myndighet). Högst 500 000 svenska kronor och sex månader.",
        "Du följer Vinnova · från en sammanställning, inte från Vinnova: kontrollera på vinnova.se",
    ]
    assert _labels(reply) == ["Påminn 10 juni", "Visa plan", "Sluta påminna"]
    assert [button.action.encode() for button in reply.buttons if button.action] == [
        "snooze_until:41=2026-06-10",
        "plan:vinnova-sustaingov-forbered-2026",
        "stop:programme=vinnova",
    ]


def test_a_late_reminder_after_downtime() -> None:
    reply = _said(
        told(
            "2026-09-22T08:30",
            subject="call:horisont-cl2-2026-demokrati-05",
            lead="ONE_DAY",
            because="programme:horisont_europa",
            language="sv",
            region="norrbotten",
            due_at=at("2026-09-21T06:00"),
            late="down",
        )
    )
    assert reply.plain.splitlines() == [
        "Den här påminnelsen är drygt ett dygn sen. Den skulle ha kommit måndag 21 september "
        "kl. 08.00, men tjänsten låg nere. Förlåt.",
        "I morgon, onsdag 23 september kl. 17.00 (Brysseltid, samma klocka som här), stänger "
        "utlysningen Network for a Union of Equality i Horisont Europa.",
        "Senare: två utlysningar som rör städer har sista dag onsdag 22 september 2027.",
        "Du följer Horisont Europa · gendercampus.ch, 2026, inte EU:s egen sida",
    ]
    assert _labels(reply) == ["Öppna utlysningen", "Visa 2027", "Sluta påminna"]
