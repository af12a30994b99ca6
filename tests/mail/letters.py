"""Notices and a letterhead for tests of letters."""

from datetime import UTC, datetime

from bot.channels.email.letter import Letterhead
from bot.links import Links
from bot.message import Action, Button, Card, Line, Reply, Segment
from bot.notices.notice import Attachment, Notice, Target

NOW = datetime(2026, 6, 3, 6, 0, tzinfo=UTC)
SECRET = "x" * 32
LINKS = Links("https://idelos.example.org", SECRET)
LETTERHEAD = Letterhead("idelos@mail.example.org", LINKS, SECRET)
TARGET = Target(delivery=7, person=12, address="ola@example.org")

CALENDAR = Attachment(
    "sustaingov.ics",
    "text/calendar; method=PUBLISH",
    "BEGIN:VCALENDAR\r\nSUMMARY:Förberedande\r\nEND:VCALENDAR\r\n".encode(),
)


def said(text: str, label: str | None = None) -> Line:
    return Line((Segment(text),), label)


REMINDER = Notice(
    title="Två veckor kvar: SustainGov, förberedande projekt",
    reply=Reply(
        "sv",
        (
            said("Två veckor kvar: SustainGov, förberedande projekt (Vinnova), stänger 17 juni."),
            Line(
                (
                    Segment("Klockslaget är "),
                    Segment("inte bekräftat", uncertain=True),
                    Segment(". Se vinnova.se."),
                )
            ),
            said("parter, och en samordnare", "Kvar att göra"),
            said("högst 500 000 svenska kronor", "Belopp"),
        ),
        cards=(
            Card(
                "call",
                "SustainGov <2026>",
                (said("onsdag 17 juni", "Stänger"),),
                url="https://www.vinnova.se/",
                buttons=(Button("Gör en plan", Action("plan", "sustaingov")),),
                context=said("från en sammanställning, inte från Vinnova"),
            ),
        ),
        buttons=(
            Button("Påminn 10 juni", Action("snooze_until", "7=2026-06-10"), filled=True),
            Button("Visa plan", Action("plan", "sustaingov")),
            Button("Sluta påminna", Action("stop", "programme=vinnova")),
        ),
        more=(
            Button("Öppna utlysningen", url="https://www.vinnova.se/"),
            Button("Varför?", Action("why")),
            Button("Odd", url="javascript:alert(1)"),
        ),
        context=said("Du följer Vinnova"),
    ),
    attachments=(CALENDAR,),
    is_list=True,
    thread="call:sustaingov",
)
CODE = Notice(
    title="Koden din er 123456",
    reply=Reply("nb", (said("Koden din er 123456. Den gjelder i 15 minutter."),)),
)
