"""People's and packs' text as Slack's data: it never formats, pings, or links to elsewhere.

Slack reads ``*bold*``, lists and ``:names:`` of emoji in what it calls mrkdwn, and has no way to
write such a mark as itself. So nothing is drawn as mrkdwn: what is said goes into `plain_text` and
rich text, which are never read for marks, and where a link is an element and no notation. The one
other place is the text beside the blocks: there three signs are escaped, and it is sent with
``mrkdwn: false``.
"""

from typing import Any

from bot.channels.cut import shorten

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Write the three signs that begin everything Slack obeys: mentions, dates, links."""
    return text.translate(_SIGNS)


def plain_text(text: str, most: int) -> dict[str, Any]:
    """Give text that is never read for marks, cut to what fits; ``:boom:`` stays as written."""
    return {"type": "plain_text", "text": shorten(text, most), "emoji": False}
