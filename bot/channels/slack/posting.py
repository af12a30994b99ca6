"""Posting one message, whichever way it goes."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from bot.channels.slack.blocks import Drawn
from bot.channels.slack.check import BlockError, check_message
from bot.channels.slack.errors import DrawnWrongError
from bot.faults import report

_T = TypeVar("_T")


async def post(drawn: Drawn, send: Callable[[Mapping[str, Any]], Awaitable[_T]]) -> _T:
    """Check a message and send it; as its plain text where it can't be sent as it is drawn."""
    try:
        check_message(drawn.blocks)
        return await send(drawn.arguments)
    except (BlockError, DrawnWrongError) as fault:
        report(fault, "drawing a message for Slack")
    return await send({key: value for key, value in drawn.arguments.items() if key != "blocks"})
