"""«Kalenderlenke»: a secret address with all that one follows, which can be taken back."""

from bot.conversation.turn import Turn
from bot.message import Reply


async def my_calendar(turn: Turn, _: str = "") -> Reply:
    """Make the address anew; one made before opens nothing any more."""
    secret = await turn.desk.new_calendar(turn.profile)
    say = turn.say
    return Reply(
        turn.language,
        (say.line("my_calendar.mine"), say.line("my_calendar.secret")),
        buttons=(
            say.link("my_calendar.button.open", f"/calendar/mine/{secret}"),
            say.button("my_calendar.button.revoke", "calendar_off"),
        ),
    )


async def calendar_off(turn: Turn, _: str = "") -> Reply:
    """Let the address open nothing more."""
    gone = await turn.desk.revoke_calendar()
    say = turn.say
    again = say.button("my_calendar.button.new", "my_calendar")
    key = "my_calendar.revoked" if gone else "my_calendar.none"
    return Reply(turn.language, (say.line(key),), buttons=(again,))
