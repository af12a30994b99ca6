"""Letters: both texts of one, read back by the parser of the standard library."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

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
        message = message_from_bytes(sent)
        texts = _texts(message)
        page = HtmlReader(texts["text/html"], _TAGS)
        acts = [(it, _action(it)) for it in page.links]
        return Drawn(
            read=page.text,
            plain=texts["text/plain"],
            presses=tuple((link.text, action) for link, action in acts if action),
            links=tuple(link for link, action in acts if not action),
            faults=(*page.faults, *_faults(sent, message, said)),
        )


def _texts(message: Message) -> dict[str, str]:
    """Give each text of it by its type."""
    parts = [it for it in message.walk() if it.get_content_maintype() == "text"]
    return {it.get_content_type(): _decoded(it) for it in parts}


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode(str(part.get_content_charset()))


def _action(link: Link) -> str | None:
    """Follow a link of ours to what it does."""
    page, _, token = link.url.removeprefix(f"{HOME}/").partition("/")
    if page in ("stop", "letter"):
        return LINKS.read(token, NOW).action.encode()
    return LINKS.read_step(token, NOW).action.encode() if page == "step" else None


def _faults(sent: bytes, message: Message, notice: Notice) -> list[str]:
    faults = [f"a line of {len(it)}" for it in sent.splitlines() if len(it) > _LONGEST_LINE]
    subject = str(make_header(decode_header(message["Subject"])))
    if squeezed(subject) != one_line(notice.title):
        faults.append(f"subject {subject}")
    return faults
