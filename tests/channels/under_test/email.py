"""Letters: both texts of one, read back by the parser of the standard library."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bot.channels.email.letter import one_line
from bot.message import Reply
from bot.notices.notice import Notice
from tests.channels.contract import HOME, Drawn, Link
from tests.channels.html_reader import HtmlReader
from tests.channels.thing import Said, squeezed
from tests.mail.letters import LETTERHEAD, LINKS, NOW, TARGET

_TAGS = frozenset(
    {
        *("html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "h1"),
        *("h2", "p", "a", "mark"),
    }
)
_LONGEST_LINE = 998
"""Octets, RFC 5322."""


class Email:
    """Writes a letter and receives it."""

    name = "email"

    def draw(self, said: Said) -> Drawn | None:
        if isinstance(said, Reply):
            said = Notice("Svar", said)
        if not isinstance(said, Notice):
            return None
        sent = LETTERHEAD.letter(said, TARGET, NOW).as_bytes()
        message = message_from_bytes(sent, policy=default)
        page = HtmlReader(_text(message, "html"), _TAGS)
        acts = [(it, _action(it)) for it in page.links]
        return Drawn(
            read=page.text,
            plain=_text(message, "plain"),
            presses=tuple((link.text, action) for link, action in acts if action),
            links=tuple(link for link, action in acts if not action),
            faults=(*page.faults, *_faults(sent, message, said)),
        )


def _text(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def _action(link: Link) -> str | None:
    """Follow a link of ours to what it does."""
    page, _, token = link.url.removeprefix(f"{HOME}/").partition("/")
    if page in ("stop", "letter"):
        return LINKS.read(token, NOW).action.encode()
    return LINKS.read_step(token, NOW).action.encode() if page == "step" else None


def _faults(sent: bytes, message: EmailMessage, notice: Notice) -> list[str]:
    faults = [f"a line of {len(it)}" for it in sent.splitlines() if len(it) > _LONGEST_LINE]
    if squeezed(message["Subject"]) != one_line(notice.title):
        faults.append(f"subject {message['Subject']}")
    return faults
