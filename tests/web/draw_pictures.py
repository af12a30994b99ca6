"""Draw the pictures in `docs/pictures/` and the PNG forms of the mark, with Chromium.

    python -m tests.web.draw_pictures http://127.0.0.1:8080

The address is that of a running Idélos (``make demo``); without one only the mark is drawn.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bot.channels.web.pages import STATIC

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
QUESTION = "Vi i hjemmetjenesten i Namsos vil teste sensorer, hvor går jeg med ideen?"
WINDOWS = (
    ("chat-desktop-light", 1280, 800, "light"),
    ("chat-desktop-dark", 1280, 800, "dark"),
    ("chat-phone-light", 390, 844, "light"),
    ("chat-phone-dark", 390, 844, "dark"),
)


def draw_mark(browser: Browser) -> None:
    mark = (STATIC / "mark.svg").read_text(encoding="utf-8")
    for size in (32, 192):
        page = browser.new_page(viewport={"width": size, "height": size})
        style = f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>"
        page.set_content(style + mark)
        page.screenshot(path=STATIC / f"mark-{size}.png", omit_background=True)
        page.close()


def draw_chat(browser: Browser, address: str) -> None:
    for name, width, height, scheme in WINDOWS:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="nb-NO",
        )
        page = context.new_page()
        page.goto(address)
        page.fill("#field", QUESTION)
        page.keyboard.press("Enter")
        page.locator("#log .bot").wait_for()
        page.locator("#field").blur()
        page.screenshot(path=PICTURES / f"{name}.png")
        context.close()


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        draw_mark(chromium)
        for address in sys.argv[1:2]:
            draw_chat(chromium, address)
        chromium.close()
