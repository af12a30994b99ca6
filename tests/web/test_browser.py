"""The web chat in a real browser, as a person uses it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.scripted_turn import ScriptedTurn
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

Window = Callable[..., Visit]
IDEA = "Vi i hjemmetjenesten i Namsos vil teste sensorer, hvor går jeg med ideen?"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


def focused(page: Page) -> str:
    """What has the focus: its text, value or id."""
    text: str = page.evaluate(
        "(() => { const e = document.activeElement; return e.id || e.innerText; })()"
    )
    return text.strip()


def test_a_conversation_by_keyboard_alone(window: Window) -> None:
    page = window().page
    page.keyboard.press("Tab")
    assert focused(page) == "Hopp til skrivefeltet"
    page.keyboard.press("Enter")
    assert focused(page) == "field"
    page.keyboard.type("to linjer")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type(IDEA)
    page.keyboard.press("Enter")
    expect(page.locator(".bot")).to_contain_text("Start hos FoUI-kontakten")
    expect(page.locator(".person .words")).to_have_text(f"to linjer\n{IDEA}")
    assert focused(page) == "field"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Minn meg"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Hvorfor?"
    page.keyboard.press("Enter")
    expect(page.locator(".bot").nth(1)).to_contain_text("Fordi ideen hører til i egen kommune")
    expect(page.locator(".person").nth(1)).to_contain_text("Hvorfor?")
    assert "Fordi ideen" in focused(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Feil kommune"


def test_menus_by_keyboard(window: Window) -> None:
    page = window().page
    page.locator("header summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Region", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Region", exact=True)).to_be_hidden()
    assert "Alle regioner" in focused(page)


def test_a_conversation_without_javascript(window: Window) -> None:
    page = window(java_script_enabled=False).page
    page.get_by_label("Skriv til Idélos").fill(IDEA)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".person .words")).to_have_text(IDEA)
    expect(page.locator(".bot")).to_contain_text("Start hos FoUI-kontakten")
    page.get_by_role("button", name="Hvorfor?").click()
    expect(page.locator(".bot")).to_contain_text("Fordi ideen hører til i egen kommune")
    page.get_by_text("Alle regioner").first.click()
    page.get_by_label("Region", exact=True).select_option("norrbotten")
    page.get_by_label("Språk", exact=True).select_option("sv")
    page.get_by_role("button", name="Lagre valgene").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.get_by_role("button", name="Kalix").click()
    expect(page.locator(".bot")).to_contain_text("Börja hos FoUI")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["390", "1280"])
def test_everything_fits(window: Window, viewport: dict[str, int]) -> None:
    visit = window(viewport=viewport)
    visit.ask("frister")
    page = visit.page
    page.locator(".overflow summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    targets = page.locator("button:visible, .button:visible, summary:visible, textarea")
    sizes = [target.bounding_box() for target in targets.all()]
    assert len(sizes) > 8
    assert all(size and size["height"] >= 44 and size["width"] >= 44 for size in sizes)
    label, value = (page.locator(f".card {part}").first.bounding_box() for part in ("dt", "dd"))
    assert label is not None
    assert value is not None
    assert (value["y"] > label["y"]) is (viewport is PHONE)


def test_nothing_is_covered_in_a_low_window(window: Window) -> None:
    page = window(viewport={"width": 640, "height": 320}).page
    position = "getComputedStyle(document.querySelector('.composer')).position"
    assert page.evaluate(position) == "static"


@pytest.mark.parametrize(
    ("scheme", "paper"), [("light", "rgb(251, 250, 247)"), ("dark", "rgb(15, 24, 30)")]
)
def test_light_and_dark(window: Window, scheme: str, paper: str) -> None:
    page = window(color_scheme=scheme).page
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == paper


@pytest.mark.parametrize(
    ("locale", "placeholder"),
    [
        ("nb-NO", "Hva vil dere få til?"),
        ("nn-NO", "Kva vil de få til?"),
        ("sv-SE", "Vad vill ni åstadkomma?"),
        ("en-GB", "What do you want to get done?"),
    ],
)
def test_four_languages(window: Window, locale: str, placeholder: str) -> None:
    visit = window(locale=locale)
    expect(visit.page.locator("html")).to_have_attribute("lang", locale[:2])
    expect(visit.page.get_by_placeholder(placeholder)).to_be_visible()
    visit.ask("hei")
    expect(visit.page.locator(".bot")).to_have_attribute("lang", locale[:2])


def test_the_page_follows_the_language_of_the_answer(window: Window) -> None:
    visit = window()
    visit.ask("Vi i hemtjänsten i Kalix vill prova lås")
    page = visit.page
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.get_by_role("button", name="Skicka", exact=True)).to_be_visible()
    assert focused(page) == "field"
    visit.ask("Når er fristen for Klimasats?")
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    assert [turn.get_attribute("lang") for turn in page.locator(".bot").all()] == ["sv", "nn"]
    expect(page.locator("#starters, #intro")).to_have_count(0)


def hold_turn(page: Page) -> list[Route]:
    """Hold back what the page asks for, until the test lets it go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/turn", hold)
    return held


@pytest.mark.parametrize(("motion", "name"), [("no-preference", "breathe"), ("reduce", "none")])
def test_idelos_is_seen_to_write(window: Window, motion: str, name: str) -> None:
    page = window(reduced_motion=motion).page
    held = hold_turn(page)
    page.fill("#field", "hei")
    with page.expect_request("**/turn"):
        page.keyboard.press("Enter")
    dot = page.locator("#waiting .typing i").first
    expect(dot).to_be_visible()
    assert dot.evaluate("dot => getComputedStyle(dot).animationName") == name
    expect(page.get_by_role("status")).to_have_text("Idélos skriver …")
    expect(page.locator("#field")).to_have_value("")
    held[0].continue_()
    expect(page.locator("#log .bot")).to_be_visible()
    expect(page.locator("#waiting > *")).to_have_count(0)
    expect(page.get_by_role("status")).to_be_empty()


def test_the_answer_is_announced_and_comes_into_view(window: Window) -> None:
    visit = window(viewport=PHONE)
    log = visit.page.get_by_role("log", name="Samtalen")
    for text in (IDEA, "frister", IDEA):
        visit.ask(text)
    assert log.locator(".bot").count() == 3
    top = log.locator(".person").last.bounding_box()
    header = visit.page.locator("header").bounding_box()
    assert top is not None
    assert header is not None
    assert header["height"] <= top["y"] < PHONE["height"] / 2


def test_a_reload_keeps_the_conversation_and_deleting_does_not(
    window: Window, turn: ScriptedTurn
) -> None:
    visit = window()
    visit.ask(IDEA)
    page = visit.page
    page.reload()
    expect(page.locator("#log .bot")).to_contain_text("Start hos FoUI-kontakten")
    page.get_by_role("button", name="Hvorfor?").click()
    expect(page.locator("#log .bot")).to_have_count(2)
    assert turn.messages[0].place == turn.messages[1].place
    page.get_by_text("Mer om samtalen").locator("..").click()
    page.get_by_role("button", name="Slett samtalen").click()
    expect(page.locator(".notice")).to_contain_text("Samtalen er slettet")
    page.goto(visit.address)
    expect(page.locator("#log > *")).to_have_count(0)
    assert turn.forgotten == [turn.messages[0].place]


def test_a_link_to_a_question_asks_it_once(window: Window, turn: ScriptedTurn) -> None:
    visit = window()
    visit.ask("hei")
    page = visit.page
    page.goto(f"{visit.address}/?q=Vi+i+Namsos+vil+teste+sensorer&region=trondelag")
    expect(page.locator(".bot")).to_contain_text("Start hos FoUI-kontakten")
    assert page.url == f"{visit.address}/"
    page.reload()
    expect(page.locator(".bot")).to_have_count(1)
    expect(page.locator("header")).to_contain_text("Trøndelag")
    visit.ask("og så?")
    hello, question, more = turn.messages
    assert question.region == "trondelag"
    assert hello.place != question.place == more.place


def test_a_failed_answer_keeps_the_text(window: Window) -> None:
    visit = window()
    visit.ask("fail")
    page = visit.page
    expect(page.locator(".notice")).to_contain_text("her gikk noe galt (feil ")
    expect(page.locator("#field")).to_have_value("fail")
    page.route("**/turn", lambda route: route.abort())
    visit.ask("er du der?")
    expect(page.locator(".notice").last).to_contain_text("fikk ikke kontakt")
    expect(page.locator("#field")).to_have_value("er du der?")
    # A browser itself complains of answers that are no 200 and of lines that are cut.
    assert len(visit.complaints) == 2
    visit.complaints.clear()


def test_what_people_write_is_never_run(window: Window) -> None:
    visit = window()
    page = visit.page
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    for attack in (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "javascript:alert(1)",
        "{{ 7 * 7 }} ${alert(1)}",
        "</textarea></template><script>alert(1)</script>",
    ):
        visit.ask(attack)
        expect(page.locator(".person .words").last).to_have_text(attack)
        expect(page.locator(".bot").last).to_contain_text(attack)
    page.reload()
    expect(page.locator(".bot")).to_have_count(6)
    assert page.locator("main script, main [onerror], main [onload]").count() == 0
    page.goto(f"{visit.address}/?q=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E")
    expect(page.locator(".person .words")).to_have_text("</textarea><script>alert(1)</script>")


def test_text_from_right_to_left_stays_in_its_bubble(window: Window) -> None:
    visit = window()
    visit.ask("مرحبا \u202e abc")
    words = visit.page.locator(".person .words")
    assert words.evaluate("words => getComputedStyle(words).direction") == "rtl"
    expect(words).to_have_text("مرحبا  abc")


def test_the_conversation_can_be_copied(window: Window) -> None:
    visit = window(permissions=["clipboard-read", "clipboard-write"])
    visit.ask("snillfjord")
    page = visit.page
    page.get_by_text("Mer om samtalen").locator("..").click()
    page.get_by_role("button", name="Kopier samtalen").click()
    expect(page.get_by_role("status")).to_have_text("Samtalen er kopiert.")
    page.locator("#field").focus()
    page.keyboard.press("Control+V")
    question = "Snillfjord ble delt i 2020. Hvilken kommune hører dere til nå?"
    expect(page.locator("#field")).to_have_value(f"Du: snillfjord\n\nIdélos: {question}")


def test_links_leave_without_a_trace(window: Window) -> None:
    visit = window()
    visit.ask("frister")
    links = visit.page.locator("main a[href^=http]")
    assert links.count() >= 3
    for link in links.all():
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert link.get_attribute("aria-describedby") == "new-tab"
