"""How Teams sets up the renderer of cards, in its two themes, as Microsoft has published it."""

from dataclasses import dataclass
from typing import Any, Final

from tests.teams.world import Json


@dataclass(frozen=True, slots=True)
class Look:
    """One theme: what the page round a card has, and how a card is drawn."""

    colours: dict[str, str]
    host_config: Json


_INKS: Final = {
    "light": ("#ff252424", "#bf252424"),
    "dark": ("#ffffffff", "#bfffffff"),
}


def _inks(default: str, subtle: str) -> Json:
    """Give the colours of texts; the yellow and red ones are the same on every ground."""
    marked = {"highlightColors": {"default": "#66f8d22a", "subtle": "#66f8d22a"}}
    named = {
        "default": (default, subtle),
        "accent": ("#6264a7", "#8b8cc7"),
        "good": ("#92c353", "#e592c353"),
        "warning": ("#f8d22a", "#e5f8d22a"),
        "attention": ("#c4314b", "#e5c4314b"),
    }
    return {name: {"default": a, "subtle": b, **marked} for name, (a, b) in named.items()}


def _host_config(theme: str, ground: str, framed: str) -> Json:
    inks, on_red = _inks(*_INKS[theme]), _inks(*_INKS["light"])
    weights = {"lighter": 200, "default": 400, "bolder": 600}
    sizes = {"small": 12, "default": 14, "medium": 14, "large": 18, "extraLarge": 24}
    font = {"fontFamily": "'Noto Sans', sans-serif", "fontSizes": sizes, "fontWeights": weights}
    label: dict[str, Any] = {"weight": "Bolder", "isSubtle": False}
    required = {**label, "suffix": " *", "suffixColor": "Default"}
    return {
        "spacing": {"small": 8, "default": 12, "medium": 16, "large": 20, "padding": 16},
        "fontTypes": {"default": font, "monospace": font},
        "containerStyles": {
            "default": {"foregroundColors": inks, "backgroundColor": ground},
            "emphasis": {"foregroundColors": inks, "backgroundColor": framed},
            "attention": {"foregroundColors": on_red, "backgroundColor": "#FFC5B2"},
        },
        "actions": {
            "maxActions": 6,
            "buttonSpacing": 8,
            "actionsOrientation": "Horizontal",
            "actionAlignment": "Left",
            "allowButtonsToWrap": True,
        },
        "inputs": {"label": {"requiredInputs": required, "optionalInputs": label}},
    }


LIGHT: Final = Look(
    {
        "around": "#f5f5f5",
        "ground": "#ffffff",
        "field": "#f5f5f5",
        "ink": "#252424",
        "line": "#8a8886",
        "link": "#4f52b2",
    },
    _host_config("light", "#ffffff", "#fff9f8f7"),
)
DARK: Final = Look(
    {
        "around": "#1f1f1f",
        "ground": "#2d2c2c",
        "field": "#201f1f",
        "ink": "#ffffff",
        "line": "#8a8886",
        "link": "#b6b6f0",
    },
    _host_config("dark", "#ff2d2c2c", "#ff292828"),
)
