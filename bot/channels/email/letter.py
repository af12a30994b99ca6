"""A notice as an e-mail: headers that tell programs what it is, plain text, HTML and files."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime
from typing import cast
from urllib.parse import urlsplit

from bot.channels.email.render import Letter, html, lay_out, plain
from bot.links import Links
from bot.message import Action
from bot.notices.notice import Attachment, Notice, RefusedError, Target
from bot.speech.catalogue import catalogue


class _OneLine(UniqueUnstructuredHeader):
    """A header of ids and addresses, which no program reads once they are folded or encoded."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _policy() -> "EmailPolicy[EmailMessage]":
    headers = HeaderRegistry()
    for name in ("Message-ID", "References", "In-Reply-To", "List-Unsubscribe", "List-Id"):
        headers.map_to_type(name, cast("type[BaseHeader]", _OneLine))  # it becomes one
    # 7bit, so that no server on the way has to write it anew and break its signature.
    return SMTP.clone(cte_type="7bit", header_factory=headers)


POLICY = _policy()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all letters of an installation have in common."""

    sender: str
    """The address that they come from."""
    links: Links
    secret: str
    """Makes ids that nobody can guess, and that no other installation has."""

    def letter(self, notice: Notice, target: Target, now: datetime) -> EmailMessage:
        """Write the letter. The same delivery gets the same Message-ID at every try.

        Raises `RefusedError` for an address that no letter can be sent to.
        """
        message = EmailMessage(POLICY)
        name = catalogue(notice.reply.language).text("mail.from")
        message["From"] = Address(name, addr_spec=self.sender)
        message["To"] = mailbox(target.address)
        message["Subject"] = one_line(notice.title)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = self.message_id(target)
        # RFC 3834: nobody's absence is answered. The second is how Exchange reads the same.
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        if notice.thread:
            self._thread(message, notice.thread, target)
        self._write(message, notice, target, now)
        return message

    def message_id(self, target: Target) -> str:
        """Give the id of the letter of one delivery."""
        return self._id(f"{target.delivery}", target)

    def _id(self, what: str, target: Target) -> str:
        told = f"{what} {target.person} {target.address}".encode()
        digest = hmac.new(self.secret.encode(), told, hashlib.sha256).hexdigest()[:24]
        return f"<{digest}@{self.sender.partition('@')[2]}>"

    def _thread(self, message: EmailMessage, thread: str, target: Target) -> None:
        """Let all letters of a thread answer one that was never sent: so they stand together."""
        root = self._id(thread, target)
        message["In-Reply-To"] = root
        message["References"] = root

    def _write(self, message: EmailMessage, notice: Notice, target: Target, now: datetime) -> None:
        def link_to(action: Action) -> str | None:
            return self.links.to(target.person, action, now)

        letter = lay_out(notice, link_to, self.links.base_url)
        if notice.is_list:
            self._name_the_list(message, letter, target, now)
        message.set_content(plain(letter))
        message.add_alternative(html(letter), subtype="html")
        for attachment in notice.attachments:
            _attach(message, attachment)
        message["Content-Language"] = notice.reply.language

    def _name_the_list(
        self, message: EmailMessage, letter: Letter, target: Target, now: datetime
    ) -> None:
        """What one follows is a list of its own (RFC 2919), and one click leaves it (RFC 8058)."""
        label = re.sub(r"[^a-z0-9]+", "-", letter.stops.argument.lower()).strip("-")
        message["List-Id"] = f"<{label}.notices.{urlsplit(self.links.base_url).hostname}>"
        message["List-Unsubscribe"] = f"<{self.links.to(target.person, letter.stops, now)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def one_line(text: str) -> str:
    """Give text without line breaks and control characters, as a header can hold it."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", " ", text).split())


def mailbox(address: str) -> Address:
    """Read an address; the domain gets the form that mail servers know (xn--…).

    Raises `RefusedError` where it is none. Letters beyond ASCII before the @ are kept: a server
    that takes them says so.
    """
    local, _, domain = address.rpartition("@")
    try:
        odd = not address.isprintable() or re.search(r"[\s<>\",:;\\()\[\]]", address)
        if odd or not local or not domain.strip("."):
            raise ValueError("odd")
        host = domain.encode("idna").decode()
        if local.isascii():
            return Address(addr_spec=f"{local}@{host}")
        return Address(username=local, domain=host)
    except ValueError:
        raise RefusedError("no address that a letter can be sent to") from None


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    kind, *parameters = attachment.media_type.split(";")
    main, _, sub = kind.strip().partition("/")
    pairs = (it.strip().partition("=") for it in parameters)
    message.add_attachment(
        attachment.content,
        maintype=main,
        subtype=sub,
        filename=one_line(attachment.name),
        params={"charset": "utf-8"} | {name: value for name, _, value in pairs},
    )
