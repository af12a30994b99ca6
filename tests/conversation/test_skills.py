"""What every skill keeps to, in every language, region and state; and what some are for."""

import itertools
from typing import get_args

import pytest

from bot.conversation.skills.explain import about, details, explain
from bot.conversation.skills.find_contact import contact_card, find_contact
from bot.conversation.skills.find_partners import find_partners
from bot.conversation.skills.get_support import get_support, rewrite
from bot.conversation.skills.greet import greet
from bot.conversation.skills.help import help as help_
from bot.conversation.skills.idea_status import idea_status
from bot.conversation.skills.list_subscriptions import list_subscriptions
from bot.conversation.skills.out_of_scope import out_of_scope
from bot.conversation.skills.privacy import privacy, privacy_forget, privacy_show
from bot.conversation.skills.register_training_need import register_training_need
from bot.conversation.skills.set_profile import set_profile
from bot.conversation.skills.subscribe import subscribe
from bot.conversation.skills.talk_to_human import said as said_so_far
from bot.conversation.skills.talk_to_human import talk_to_human
from bot.conversation.skills.thanks import thanks
from bot.conversation.skills.unclear import none_of_these, unclear
from bot.conversation.skills.unsubscribe import unsubscribe
from bot.conversation.state import State
from bot.conversation.turn import Skill, Turn
from bot.message import Language, Reply
from bot.notices.desk import Desk
from knowledge.records.vocabulary import NEEDS, THEMES, TOPICS
from tests.conversation.asking import labels, meant, named, said, shipped, turn_of

_SKILLS: dict[str, Skill] = {
    "find_contact": find_contact,
    "explain": explain,
    "find_partners": find_partners,
    "get_support": get_support,
    "register_training_need": register_training_need,
    "talk_to_human": talk_to_human,
    "out_of_scope": out_of_scope,
    "unclear": unclear,
    "set_profile": set_profile,
    "help": help_,
    "greet": greet,
    "thanks": thanks,
    "privacy": privacy,
    "idea_status": idea_status,
    "subscribe": subscribe,
    "unsubscribe": unsubscribe,
    "list_subscriptions": list_subscriptions,
}
_PLACES = (None, "namsos", "kalix", "notodden", "sigdal")
_LANGUAGES: tuple[Language, ...] = get_args(Language)


def _faults(turn: Turn, reply: Reply) -> list[str]:
    """What of the voice a reply does not keep to."""
    text = " ".join(line.plain for line in reply.lines)
    shown = (*reply.buttons, *reply.more)
    return [
        *(["no line"] if not reply.lines else []),
        *(["another language"] if reply.language != turn.language else []),
        *([f"{len(text.split())} words"] if len(text.split()) > 90 else []),
        *(["an exclamation mark"] if "!" in text else []),
        *(["more than three buttons"] if len(reply.buttons) > 3 else []),
        *(f"long label {it.label}" for it in shown if len(it.label) > 22),
        *(
            f"long action {it.action.encode()}"
            for it in shown
            if it.action and len(it.action.encode().encode()) > 64
        ),
        *(["an open placeholder"] if "{" in text or "[[" in text else []),
    ]


@pytest.mark.parametrize("name", _SKILLS)
@pytest.mark.parametrize("language", _LANGUAGES)
async def test_every_skill_keeps_to_the_voice(name: str, language: Language, desk: Desk) -> None:
    cycle = zip(itertools.cycle(THEMES), itertools.cycle(NEEDS), (None, *TOPICS), strict=False)
    for theme, need, topic in cycle:
        for place in _PLACES:
            meaning = meant(
                "vi vil prøve noe nytt",
                name,
                language=language,
                themes=(theme,),
                needs=(need,),
                topic=topic,
            )
            turn = turn_of(meaning, municipality=place, desk=desk)
            reply = await _SKILLS[name](turn)
            assert _faults(turn, reply) == [], (place, theme, need, topic)


async def test_every_record_can_be_explained_and_asked_about_in_every_language() -> None:
    kb = shipped()
    records = [*kb.articles, *kb.programmes, *kb.bodies, *kb.organisations]
    for language, identity in itertools.product(_LANGUAGES, records):
        for handler in (about, details):
            turn = turn_of(meant("hva er det", "explain", language=language))
            assert _faults(turn, await handler(turn, identity)) == [], identity
    for language, identity in itertools.product(_LANGUAGES, kb.contacts):
        turn = turn_of(meant("hvem", "find_contact", language=language), municipality="namsos")
        assert _faults(turn, await contact_card(turn, identity)) == [], identity


@pytest.mark.parametrize(
    "press", [about, details, contact_card, rewrite, said_so_far, none_of_these, privacy_show]
)
async def test_a_button_with_an_unknown_argument_is_answered(press: object, desk: Desk) -> None:
    turn = turn_of(None, state=State(language="nn"), desk=desk)
    reply = await press(turn, "no-such-record")  # type: ignore[operator]
    assert _faults(turn, reply) == []


async def test_an_unverified_mailbox_is_never_offered_for_writing() -> None:
    turn = turn_of(meant("hvem?", "find_contact", topic="foui_kontakt"), municipality="osen")
    reply = await find_contact(turn)
    assert said(reply) == [
        "Navnet står ikke i kildene mine. Spør kommunen på osen.kommune.no.",
        "Adressen postmottak@osen.kommune.no er ikke bekreftet, så dit sender jeg ingenting selv.",
    ]
    assert not any((button.url or "").startswith("mailto:") for button in reply.buttons)


async def test_a_role_of_another_region_is_said_to_belong_there() -> None:
    turn = turn_of(meant("hvem?", "find_contact", topic="foui_kontakt"), municipality="kalix")
    assert "bare i Trøndelag" in said(await find_contact(turn))[0]


async def test_who_leads_is_not_known_when_the_mandate_has_run_out() -> None:
    meaning = meant(
        "hvem leder partnerskapet?",
        "find_contact",
        topic="partnerskapet",
        names=(named("body", "partnerskapet", "partnerskapet"),),
    )
    reply = await find_contact(turn_of(meaning, municipality="osen"))
    assert said(reply)[0].startswith("Det vet jeg ikke. Mandatet gjaldt til 1. januar 2026,")
    assert said(reply)[1].endswith("KS Trøndelag i 2025 er vår tolkning.")
    assert labels(reply) == ["Hva er partnerskapet?", "Skriv til dem"]


async def test_two_things_are_set_side_by_side() -> None:
    names = (named("article", "fou", "FoU"), named("article", "foui", "FoUI", at=9))
    meaning = meant("forskjell på fou og foui", "explain", topic="foui", names=names)
    reply = await explain(turn_of(meaning, municipality="namsos"))
    assert [line.plain.split()[0] for line in reply.lines] == ["FoUI", "FoU"]
    assert labels(reply) == ["Om FoUI", "Om FoU"]


async def test_a_thing_named_after_another_is_explained_alone() -> None:
    names = (named("programme", "nfr_ipo", "IPO"),)
    before = State(topic="fou", intent="explain")
    turn = turn_of(meant("hva er IPO", "explain", names=names), region="trondelag", state=before)
    assert "FoU" not in said(await explain(turn))[0]


async def test_a_thing_is_explained_by_its_own_record_before_its_topic() -> None:
    meaning = meant(
        "hva er RFF Viken",
        "explain",
        topic="rff_trondelag",
        names=(named("programme", "rff_viken", "RFF Viken"),),
    )
    turn = turn_of(meaning, municipality="flesberg")
    assert said(await explain(turn))[0].startswith("Regionalt forskningsfond Viken.")
    assert turn.state.programme == "rff_viken"


async def test_what_nobody_knows_is_not_made_up() -> None:
    reply = await explain(turn_of(meant("hva er snirkel", "explain"), municipality="namsos"))
    assert said(reply)[0].startswith("Det står ikke i kildene mine. Spør sekretariatet")


@pytest.mark.parametrize(
    ("cues", "start"),
    [
        (("ithelp: passord*",), "Det tar kommunens egen brukerstøtte"),
        (("citizen: byggesøknad*",), "Det svarer Namsos kommune på: namsos.kommune.no."),
        (("urgent_acute: akutt",), "Er det akutt, ring 112."),
        (("trivia: vits*",), "Det kan jeg ikke svare på."),
        ((), "Det kan jeg ikke svare på."),
    ],
)
async def test_an_errand_elsewhere_is_shown_where_it_belongs(
    cues: tuple[str, ...], start: str
) -> None:
    turn = turn_of(meant("noe annet", "out_of_scope", cues=cues), municipality="namsos")
    assert said(await out_of_scope(turn))[0].startswith(start)


async def test_three_meanings_first_and_then_a_person_with_what_was_said() -> None:
    likely = ("find_funding", "list_courses", "explain")
    first = turn_of(
        meant("det där med kartan", "route_idea", language="sv", alternatives=likely),
        region="norrbotten",
    )
    assert labels(await unclear(first)) == ["Jag har en idé", "Hitta pengar", "Se kurser"]
    second = turn_of(
        meant("nej det som chefen sa", "find_contact", language="sv"),
        region="norrbotten",
        state=first.state,
    )
    reply = await unclear(second)
    assert said(reply)[0].endswith("Norrbottens Kommuners kansli, 0920-20 54 00.")
    assert second.state.text == "det där med kartan\nnej det som chefen sa"
    assert second.state.misses == 0


async def test_forgetting_leaves_nothing(desk: Desk) -> None:
    known = State(text="vi vil teste sensorer", themes=("health_care",), role="rektor")
    turn = turn_of(meant("slett alt", "privacy"), municipality="namsos", state=known, desk=desk)
    shown = said(await privacy_show(turn))
    assert "Kommune: Namsos" in shown
    assert "Siste tekst: «vi vil teste sensorer»" in shown
    assert "Lest som: helse og omsorg" in shown
    asked = await privacy(turn)
    assert said(asked) == [
        "Trykk «Slett alt», så sletter jeg alt jeg har lagret om denne samtalen, og alt du følger."
    ]
    await privacy_forget(turn)
    assert turn.state == State()


@pytest.mark.parametrize(
    ("text", "themes", "role"),
    [
        ("jeg jobber i Inderøy", (), None),
        ("eg er rektor i Rindal", ("education",), "eg er rektor i Rindal"),
        ("Jeg er HR-rådgiver i Flesberg, bare så du vet det.", (), None),
    ],
)
async def test_work_is_kept_in_the_person_s_own_words(
    text: str, themes: tuple[str, ...], role: str | None
) -> None:
    turn = turn_of(meant(text, "set_profile", themes=themes), municipality="rindal")
    await set_profile(turn)
    assert turn.state.role == (role or (text.rstrip(".") if len(text.split()) > 5 else None))


async def test_a_network_between_other_municipalities_is_not_offered() -> None:
    meaning = meant("hvem andre?", "find_partners", needs=("collaboration",))
    there = " ".join(said(await find_partners(turn_of(meaning, municipality="trondheim"))))
    elsewhere = " ".join(said(await find_partners(turn_of(meaning, municipality="namsos"))))
    assert "TRD3.0" in there
    assert "TRD3.0" not in elsewhere
