"""What a person's own page says of themselves: language, place, and what is kept."""

from typing import get_args

from bot.conversation.turn import Turn
from bot.home import Section
from bot.message import Language
from bot.speech.lines import plain_line


def about_you(turn: Turn) -> Section:
    """Give language and municipality, with buttons to change them."""
    say, place, region = turn.say, turn.municipality, turn.region
    language = plain_line(
        say.text(f"web.language.{turn.language}"), say.text("privacy.label.language")
    )
    where = plain_line(place.name, say.text("privacy.label.municipality")) if place else None
    if where is None and region:
        where = plain_line(say.of(region.names), say.text("privacy.label.region"))
    others = [it for it in get_args(Language) if it != turn.language]
    first, *rest = (say.button(f"web.language.{it}", "language", it) for it in others)
    change = "home.button.other_place" if place else "home.button.place"
    return Section(
        say.text("home.you"),
        (language, where or say.line("home.nowhere")),
        buttons=(say.button(change, "other_place"), first),
        more=tuple(rest),
    )


def privacy(turn: Turn) -> Section:
    """Offer to show, take along and delete what is kept; to delete is asked about first."""
    say = turn.say
    return Section(
        say.text("home.privacy"),
        (say.line("home.privacy.what"),),
        buttons=(
            say.button("privacy.button.show", "privacy_show"),
            say.button("privacy.button.file", "privacy_file"),
            say.button("privacy.button.forget", "intent", "privacy"),
        ),
    )
