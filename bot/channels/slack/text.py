"""Text as Slack sends it, turned back to what the person saw."""

import re
from typing import Final

_ESCAPED: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_SIGNS: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain(text: str, bot_user: str) -> str:
    """Give what was written: links as addresses, others' names as names, ours left out."""
    shown = _ESCAPED.sub(lambda found: _shown(found[1], found[2], bot_user), text)
    for escaped, sign in _SIGNS:
        shown = shown.replace(escaped, sign)
    return re.sub(r"[^\S\n]+", " ", shown).strip()


def _shown(target: str, label: str | None, bot_user: str) -> str:
    """Show one thing that Slack made of the text: a person, a channel, a group or a link."""
    if target == f"@{bot_user}":
        return " "
    if target.startswith("@"):  # an id tells nobody anything
        return f"@{label.removeprefix('@')}" if label else ""
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):  # a group, all who are here, or a date
        return label or f"@{target[1:].partition('^')[0]}"
    if target.startswith("tel:"):
        return label or target.removeprefix("tel:")
    address = target.removeprefix("mailto:")
    # What Slack itself made an address of is shown as it was written: «namsos.kommune.no».
    return label if label and label in address else f"{label} {address}" if label else address
