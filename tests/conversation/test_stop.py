"""The buttons that stop a letter or a secretary's messages stop nothing else."""

from bot.conversation.skills.unsubscribe import stop
from bot.conversation.turn import Turn
from bot.notices.desk import Desk, Profile, Wish
from tests.conversation.asking import said, turn_of

_WEEKLY = (
    Wish("theme", "education", weekly=True),
    Wish("municipality", "namsos", weekly=True),
    Wish("programme", "klimasats"),
)
_PROFILE = Profile("nb", "trondelag", None)


async def _turn(desk: Desk) -> Turn:
    await desk.follow(_WEEKLY, _PROFILE)
    return turn_of(None, region="trondelag", desk=desk)


async def _wanted(desk: Desk) -> list[str]:
    return [wish.key for wish in await desk.follows() if wish.wanted]


async def test_the_weekly_letter_alone_is_stopped(desk: Desk) -> None:
    turn = await _turn(desk)
    await stop(turn, "letter=digest")
    assert await _wanted(desk) == ["municipality:namsos", "programme:klimasats"]
    again = await stop(turn, "letter=digest")
    assert await _wanted(desk) == ["municipality:namsos", "programme:klimasats"]
    assert said(again)


async def test_the_overview_alone_is_stopped(desk: Desk) -> None:
    turn = await _turn(desk)
    await stop(turn, "letter=overview")
    assert await _wanted(desk) == ["theme:education", "programme:klimasats"]


async def test_messages_of_secretaries_are_muted_and_dates_go_on(desk: Desk) -> None:
    turn = await _turn(desk)
    reply = await stop(turn, "announcements=trondelag")
    assert "meldinger til Trøndelag" in said(reply)[0]
    muted = [wish.key for wish in await desk.follows() if not wish.wanted]
    assert muted == ["announcements:trondelag"]
    assert len(await _wanted(desk)) == len(_WEEKLY)


async def test_who_follows_nothing_can_still_mute_them(desk: Desk) -> None:
    turn = turn_of(None, region="trondelag", desk=desk)
    await stop(turn, "announcements=trondelag")
    assert [wish.key for wish in await desk.follows() if not wish.wanted] == [
        "announcements:trondelag"
    ]
