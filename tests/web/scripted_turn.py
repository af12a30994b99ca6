"""A turn with prepared answers, in the shapes that real answers have."""

from datetime import datetime

from bot.message import Action, Button, Card, Language, Line, Message, Place, Reply, Segment
from knowledge.records.places import Region

REGIONS = tuple(
    Region.model_validate(
        {
            "id": id_,
            "names": {"nb": name},
            "country": country,
            "zone": zone,
            "language": language,
            "partnership": {"nb": "partnerskapet"},
            "verified": True,
        }
    )
    for id_, name, country, zone, language in (
        ("trondelag", "Trøndelag", "NO", "Europe/Oslo", "nb"),
        ("norrbotten", "Norrbotten", "SE", "Europe/Stockholm", "sv"),
        ("kongsbergregionen", "Kongsbergregionen", "NO", "Europe/Oslo", "nb"),
    )
)


def line(text: str, label: str | None = None) -> Line:
    """Make a line; ``[[…]]`` marks uncertain words."""
    parts = text.replace("]]", "[[").split("[[")
    return Line(tuple(Segment(part, at % 2 == 1) for at, part in enumerate(parts) if part), label)


def press(label: str, action: str, *, filled: bool = False) -> Button:
    return Button(label, Action.decode(action), filled=filled)


IDEA = Reply(
    "nb",
    (
        line(
            "Start hos FoUI-kontakten i Namsos kommune, kommunens egen inngang til forskning, "
            "utvikling og innovasjon."
        ),
        line(
            "Navnet står ikke i kildene mine: skriv til postmottak@namsos.kommune.no og be om "
            "FoUI-kontakten."
        ),
        line(
            "iNam er et innovasjonsselskap som arbeider for Namdalen. At de også er "
            "kompetansemegler, er [[ikke bekreftet]].",
            "Forskere",
        ),
        line(
            "Helseteknologiordningen. Sist: 15. januar 2024. Samarbeid mellom kommuner teller.",
            "Penger",
        ),
    ),
    buttons=(
        press("Send ideen videre", "forward", filled=True),
        press("Hvorfor?", "why"),
        press("Minn meg", "remind"),
    ),
    context=line(
        "Kilder: partnerskapets mandat, februar 2022 ([[utgått]]) · namsos.kommune.no, april 2020 "
        "· Helsedirektoratet, februar 2024"
    ),
)
WHY = Reply(
    "nb",
    (
        line(
            "Fordi ideen hører til i egen kommune, og da er FoUI-kontakten første ledd i Trøndelag."
        ),
        line("kommune", "«Namsos»"),
        line("helse og omsorg", "«hjemmetjenesten»"),
        line("innovasjon", "«teste»"),
    ),
    buttons=(press("Feil kommune", "wrong:municipality"), press("Feil tema", "wrong:theme")),
    context=line("Regel foui-kontakt-forst"),
)
SPLIT = Reply(
    "nb",
    (line("Snillfjord ble delt i 2020. Hvilken kommune hører dere til nå?"),),
    buttons=(
        press("Orkland", "municipality:orkland"),
        press("Heim", "municipality:heim"),
        press("Hitra", "municipality:hitra"),
    ),
    more=(press("Ingen av disse", "municipality:none"),),
)
DEADLINES = Reply(
    "nb",
    (line("Tre frister de neste seks ukene, den nærmeste først."),),
    cards=(
        Card(
            "call",
            "Helseteknologiordningen 2027 (eksempel)",
            rows=(
                line("onsdag 2. desember kl. 12.00, om 9 dager", "Frist"),
                line("kommuner, gjerne flere sammen", "Hvem"),
                line("inntil 1,5 millioner kroner, egenandel 50\N{NO-BREAK SPACE}%", "Sum"),
                line("samarbeidsavtale mellom kommunene", "Igjen å gjøre"),
            ),
            url="https://www.helsedirektoratet.no/",
            buttons=(press("Lag plan", "plan:1"), press("Minn meg", "remind:1")),
            context=line("Kilde: helsedirektoratet.no, november 2026"),
        ),
        Card(
            "call",
            "Klimasats",
            rows=(
                line("[[pleier å være]] mellom 15. februar og 1. mars", "Frist"),
                line("politisk forankret søknad", "Krav"),
            ),
            buttons=(press("Lag plan", "plan:2"),),
            context=line("Kilder: hovedrundene 2017–2024 · fra en oversikt, [[ikke bekreftet]]"),
        ),
        Card(
            "list",
            "Også i perioden",
            rows=(
                line("Skjønnsmidler · innovasjon", "1. des."),
                line("DistriktForsk · møte om kvalifisering", "11. des."),
            ),
        ),
    ),
    buttons=(press("Vis flere", "next:deadlines"), press("Smalne inn", "narrow")),
    more=(Button("Åpne kalenderen", url="https://www.trondelagfylke.no/kalender"),),
    context=line("23. november–4. januar · trondelagfylke.no, november 2026"),
)
DATE = Reply(
    "nn",
    (
        line(
            "Datoen for 2027 kjenner eg ikkje. Han [[brukar å vere]] mellom 15. februar og 1. mars."
        ),
        line("Søknaden må vere politisk forankra, og kommunen betaler ein del sjølv."),
    ),
    buttons=(
        press("Lag plan", "plan"),
        press("Minn meg", "remind"),
        press("Om Klimasats", "about"),
    ),
    context=line("Kjelder: hovudrundane 2017–2024"),
)
LEADER = Reply(
    "sv",
    (
        line(
            "Börja hos FoUI vid Norrbottens Kommuner, de 14 kommunernas enhet för forskning och "
            "innovation."
        ),
        line(
            "Närmast är den vetenskapliga ledaren för socialtjänst; att hemtjänst hör dit är vår "
            "tolkning. Rollen är från 2014, och om den finns i dag är [[inte bekräftat]]."
        ),
        line(
            "norrbottenskommuner.se/foui/om-oss. Någon bekräftad e-postadress har jag inte.",
            "Vägen in",
        ),
        line("behovet, beskrivet tillsammans med din chef.", "Ta med"),
    ),
    buttons=(press("Gör en text att skicka", "draft"), press("Varför?", "why")),
    more=(press("Pengar", "money"),),
    context=line("Källor: FoUI:s grundförslag, 2013 · norrbottenskommuner.se, odaterad"),
)
SPELLING = Reply(
    "en",
    (line("I don't know a municipality called Jockmock. Did you mean Jokkmokk?"),),
    buttons=(press("Jokkmokk", "municipality:jokkmokk"), press("Another one", "municipality:")),
)

_ANSWERS = {
    "sensorer": IDEA,
    "snillfjord": SPLIT,
    "frister": DEADLINES,
    "klimasats": DATE,
    "hemtjänsten": LEADER,
    "jockmock": SPELLING,
}
_ECHO: dict[Language, str] = {
    "nb": "Jeg leste: «{}»",
    "nn": "Eg las: «{}»",
    "sv": "Jag läste: ”{}”",
    "en": "I read: “{}”",
}


class ScriptedTurn:
    """Answers by a word in the message, echoes the rest; keeps what it was given."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.forgotten: list[Place] = []

    async def __call__(self, message: Message) -> Reply:
        self.messages.append(message)
        if message.action:
            return WHY if message.action.name == "why" else SPLIT
        text = message.text or ""
        if text == "fail":
            raise RuntimeError(f"could not answer {text!r}")
        for word, reply in _ANSWERS.items():
            if word in text.lower():
                return reply
        language = message.language or "nb"
        return Reply(language, (line(_ECHO[language].format(text)),))

    async def forget(self, place: Place, _at: datetime) -> None:
        self.forgotten.append(place)
