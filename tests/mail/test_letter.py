"""A letter read back as any mail program reads it."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.email.letter import mailbox
from bot.links import Errand
from bot.message import Action, Button
from bot.notices.notice import Attachment, Notice, RefusedError, Target
from tests.mail.letters import CODE, LETTERHEAD, LINKS, NOW, REMINDER, TARGET


def arrived(notice: Notice = REMINDER, target: Target = TARGET) -> EmailMessage:
    sent = LETTERHEAD.letter(notice, target, NOW).as_bytes()
    assert sent.isascii(), "servers on the way need not write it anew"
    read = message_from_bytes(sent, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def text_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


class Tags(HTMLParser):
    """What a document asks for, and what it says."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    def hrefs(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a"]


def test_headers_tell_programs_what_it_is() -> None:
    message = arrived()
    [sender] = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Idélos (bot)", "idelos@mail.example.org")
    assert message["To"] == "ola@example.org"
    assert message["Subject"] == REMINDER.title
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert message["List-Id"] == "<programme-vinnova.notices.idelos.example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Precedence"] is None


def test_one_click_leaves_just_what_the_letter_came_from() -> None:
    unsubscribe = str(arrived()["List-Unsubscribe"])
    assert unsubscribe.startswith("<https://idelos.example.org/stop/")
    token = unsubscribe.strip("<>").rpartition("/")[2]
    assert LINKS.read(token, NOW) == Errand(12, Action("stop", "programme=vinnova"))


@pytest.mark.parametrize(
    ("stops", "name"),
    [
        ("stop:everything=", "everything"),
        ("stop:theme=health_care", "theme-health-care"),
        ("why", "all"),
    ],
)
def test_each_thing_that_one_follows_is_a_list(stops: str, name: str) -> None:
    buttons = (Button("Slutt", Action.decode(stops)),)
    notice = replace(REMINDER, reply=replace(REMINDER.reply, buttons=buttons))
    assert arrived(notice)["List-Id"] == f"<{name}.notices.idelos.example.org>"


def test_ids_and_addresses_stand_on_one_line_unencoded() -> None:
    lines = LETTERHEAD.letter(REMINDER, TARGET, NOW).as_bytes().decode().split("\r\n")
    for name in ("Message-ID", "References", "List-Unsubscribe", "List-Id"):
        line = next(it for it in lines if it.startswith(f"{name}: "))
        assert line.endswith(">")
        assert "=?" not in line


def test_a_letter_that_nobody_subscribed_to_names_no_list() -> None:
    message = arrived(CODE)
    assert not [name for name in message if name.lower().startswith("list-")]
    assert "/stop/" not in text_of(message, "plain")
    assert "123456" in text_of(message, "plain")


def test_the_same_delivery_has_the_same_id_at_every_try() -> None:
    again = replace(REMINDER, title="Kanske för andra gången: SustainGov")
    later = LETTERHEAD.letter(again, TARGET, NOW + timedelta(hours=1))
    assert later["Message-ID"] == arrived()["Message-ID"]
    other = arrived(target=replace(TARGET, delivery=8))
    assert other["Message-ID"] != later["Message-ID"]
    assert other["References"] == later["References"] == later["In-Reply-To"]
    assert arrived(target=replace(TARGET, person=13))["References"] != later["References"]
    assert arrived(replace(REMINDER, thread=None))["References"] is None


def test_both_texts_say_the_same() -> None:
    message = arrived()
    plain, html = text_of(message, "plain"), Tags(text_of(message, "html"))
    assert message.get_body(("plain", "html")).get_content_type() == "text/plain"  # type: ignore[union-attr]
    read = " ".join(html.words)
    for words in (
        "Två veckor kvar: SustainGov, förberedande projekt (Vinnova), stänger 17 juni.",
        "högst 500 000 svenska kronor",
        "SustainGov <2026>",
        "från en sammanställning, inte från Vinnova",
        "Du följer Vinnova",
        "Sluta påminna",
        "Stäng av alla aviseringar",
        "Skickat av Idélos, en bot.",
    ):
        assert words in plain
        assert words in read
    assert [href for href in html.hrefs() if "vinnova.se" not in href] != []
    for href in html.hrefs():
        assert href in plain or href == "https://vinnova.se"


def test_the_picture_of_the_letter_needs_nothing_from_elsewhere() -> None:
    html = text_of(arrived(), "html")
    document = Tags(html)
    assert {"img", "script", "link", "iframe", "svg"}.isdisjoint(tag for tag, _ in document.tags)
    assert not [tag for tag, attrs in document.tags if "src" in attrs or "background" in attrs]
    assert "url(" not in html
    assert ("html", {"lang": "sv"}) in document.tags
    assert sum(attrs.get("class") == "button" for _, attrs in document.tags) == 1


def test_buttons_lead_to_pages_or_are_left_out() -> None:
    message = arrived()
    plain = text_of(message, "plain")
    assert "Varför?" not in plain
    assert "javascript" not in text_of(message, "html")
    errands = {
        LINKS.read(href.rpartition("/")[2], NOW).action
        for href in Tags(text_of(message, "html")).hrefs()
        if href.startswith(
            ("https://idelos.example.org/letter/", "https://idelos.example.org/stop/")
        )
    }
    assert errands == {
        Action("snooze_until", "7=2026-06-10"),
        Action("plan", "sustaingov"),
        Action("stop", "programme=vinnova"),
        Action("stop", "all"),
    }


def test_the_calendar_file_arrives_as_one() -> None:
    [part] = arrived().iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "PUBLISH"
    assert part.get_filename() == "sustaingov.ics"
    assert part.get_payload(decode=True) == REMINDER.attachments[0].content


@given(st.text(), st.text(), st.text())
def test_no_text_can_add_a_header_or_an_address(title: str, name: str, thread: str) -> None:
    notice = replace(
        REMINDER,
        title=title,
        thread=thread,
        attachments=(Attachment(name, "text/calendar; method=PUBLISH", b"x"),),
    )
    plain = arrived()
    message = arrived(notice)
    expected = set(plain.keys()) - (set() if thread else {"In-Reply-To", "References"})
    assert set(message.keys()) == expected
    assert len(message.keys()) == len(set(message.keys()))
    assert [it.addr_spec for it in message["To"].addresses] == ["ola@example.org"]
    assert len(list(message.iter_attachments())) == 1


@given(st.text(min_size=1) | st.from_regex(r"[^@]{0,9}@[^@]{0,9}"))
def test_an_address_is_one_mailbox_or_refused(address: str) -> None:
    try:
        message = LETTERHEAD.letter(CODE, replace(TARGET, address=address), NOW)
    except RefusedError:
        return
    [only] = message["To"].addresses
    assert only.username == address.rpartition("@")[0]
    assert only.domain.isascii()
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    names = {line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")}
    assert names == set(map(str.encode, message.keys()))


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("ola@example.org", "ola@example.org"),
        ("ola+idelos@blåbærsyltetøy.no", "ola+idelos@xn--blbrsyltety-y8ao3x.no"),
        ("åsa@exempel.example", "åsa@exempel.example"),
    ],
)
def test_names_of_places_may_have_any_letter(address: str, reached: str) -> None:
    assert mailbox(address).addr_spec == reached


@pytest.mark.parametrize(
    "address",
    ["", "ola", "@example.org", "ola@", "ola@.", "a b@example.org", "<ola@example.org>",
     "ola@example.org\r\nBcc: alle@example.org", "ola@example.org,kari@example.org",
     "ola@" + "a" * 70 + ".org", '"ola"@example.org'],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RefusedError) as caught:
        mailbox(address)
    assert "ola" not in str(caught.value)
