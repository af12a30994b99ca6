"""Notices by e-mail: an address is asked for, and proved with the code that is sent to it."""

from bot.conversation.notice_ways import masked
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.message import Reply


def ask_address(turn: Turn) -> Reply:
    """Ask for the address, where letters can be sent at all."""
    say = turn.say
    if not turn.desk.can_mail:
        mine = say.button("notices.button.mine", "notices")
        return Reply(turn.language, (say.line("mail.none"),), buttons=(mine,))
    turn.remember(pending=Pending("email", "subscribe"))
    return Reply(turn.language, (say.line("mail.ask"),))


async def send_code_to(turn: Turn, address: str) -> Reply:
    """Send a code, and ask for it. Nothing shows whether the address is known."""
    say = turn.say
    if not turn.desk.can_mail:
        return ask_address(turn)
    asked = await turn.desk.send_code(address, turn.profile)
    if asked == "too_often":
        return Reply(turn.language, (say.line("mail.too_often"),))
    if asked == "known":
        await turn.desk.prefer(turn.profile, wanted_channel="email")
        mine = say.button("notices.button.mine", "notices")
        line = say.line("mail.known", address=masked(address))
        return Reply(turn.language, (line,), buttons=(mine,))
    turn.remember(pending=Pending("code", "subscribe"))
    return Reply(
        turn.language,
        (say.line("mail.sent", address=masked(address)), say.line("mail.what_code")),
        buttons=(say.button("mail.button.other", "notice_address"),),
    )


async def other_address(turn: Turn, _: str = "") -> Reply:
    """«Annen adresse»: ask again."""
    return ask_address(turn)


async def try_digits(turn: Turn, digits: str) -> Reply:
    """Try the code that the person typed."""
    tried = await turn.desk.try_code(digits)
    say = turn.say
    if tried == "confirmed":
        turn.remember(pending=None)
        ways = [it for it in await turn.desk.ways() if it.channel == "email" and it.confirmed]
        return Reply(
            turn.language,
            (say.line("mail.confirmed", address=masked(ways[-1].address)),),
            buttons=(
                say.button("notices.button.mine", "notices"),
                say.button("notices.button.change", "notice_settings"),
            ),
        )
    if tried != "wrong":
        turn.remember(pending=None)
    again = say.button("mail.button.new_code", "notice_address")
    return Reply(turn.language, (say.line(f"mail.code.{tried}"),), buttons=(again,))
