"""The colours of the style sheet hold against each other as WCAG 2.2 asks."""

import re
from pathlib import Path

import pytest

from bot.channels.web.pages import STATIC

CSS = Path(STATIC / "look.css").read_text(encoding="utf-8")
ROOTS = [
    dict(re.findall(r"--([\w-]+): (#\w{6});", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]
THEMES = {"light": ROOTS[0], "dark": {**ROOTS[0], **ROOTS[1]}}
TEXT = [
    ("ink", "paper", 7),
    ("ink", "surface", 7),
    ("ink", "tint", 7),
    ("quiet", "paper", 6.5),
    ("quiet", "surface", 7),
    ("quiet", "tint", 5.5),
    ("fjord", "surface", 7),
    ("fjord", "paper", 7),
    ("fjord-pressed", "tint", 7),
    ("on-fjord", "fjord", 7),
    ("on-fjord", "fjord-pressed", 7),
    ("amber", "on-amber", 7),
    ("signal", "paper", 5.5),
    ("signal", "surface", 5.5),
]
SHAPES = [
    ("edge", "surface"),
    ("edge", "paper"),
    ("fjord", "paper"),
    ("signal", "surface"),
    ("moss", "surface"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "least"), TEXT)
def test_text_is_readable(theme: str, text: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_that_mean_something_are_seen(theme: str, shape: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[shape], colours[ground]) >= 3
