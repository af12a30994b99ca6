"""What an answer of a mail server means for a letter."""

import re

from aiosmtplib import SMTPResponseException

from bot.notices.notice import RefusedError, TryLaterError

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
_CLOSING = 421
_NO_MAILBOX = frozenset({550, 551, 553})
"""What these mean where the server gives no enhanced code."""
_MAILBOX = re.compile(r"5\.1\.\d+|5\.2\.[01]")
"""Enhanced codes (RFC 3463) for an address that is wrong or a mailbox that is shut. All others
speak of us, of the letter or of a passing trouble: no reason to give up an address for good."""


def outcome(answer: SMTPResponseException, *, of_recipient: bool) -> RefusedError | TryLaterError:
    """Give what an answer means. The words are left out: they often hold the address.

    `of_recipient` where the answer is about this recipient; else it is about all letters.
    """
    match = _ENHANCED.search(answer.message)
    enhanced = match[0] if match else ""
    said = f"SMTP {answer.code} {enhanced}".rstrip()
    if not of_recipient or answer.code == _CLOSING:
        return TryLaterError(said, whole_channel=True)
    if _is_final(answer.code, enhanced):
        return RefusedError(said)
    return TryLaterError(said)


def _is_final(code: int, enhanced: str) -> bool:
    if enhanced:
        return code >= 500 and _MAILBOX.fullmatch(enhanced) is not None
    return code in _NO_MAILBOX
