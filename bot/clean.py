"""What people wrote, without what nobody can see or mean."""

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, all but tab and new line
    "\u202a-\u202e\u2066-\u2069"  # that turn the direction of the text after them
    "\ud800-\udfff]"  # halves of characters
)


def clean(text: str) -> str:
    """Take out control characters, direction overrides and halves of characters."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
