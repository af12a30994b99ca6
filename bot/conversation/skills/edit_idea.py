"""«Endre» below a preview: the text, and up to four questions that all have an answer already."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from bot.conversation.drafting import with_text
from bot.conversation.reading import LONGEST_KEPT
from bot.conversation.skills.register_training_need import ask_people
from bot.conversation.skills.send_idea import idea_draft, show
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.draft import Draft
from bot.message import Button, Reply

_WISHES: Final = ("advice", "partner", "money", "training")
_CHOICES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "idea": {
            "wish": _WISHES,
            "aim": ("knowledge", "practice"),
            "company": ("alone", "others"),
            "shared": ("yes", "no"),
        },
        "support": {
            "wish": ("supervision", "evaluation", "method", "problem"),
            "shared": ("yes", "no"),
        },
    }
)
"""What is asked of each kind, in this order, and with which answers."""
_THREE: Final = 3


async def idea_edit(turn: Turn, argument: str) -> Reply:
    """Offer what can be changed; ``wish`` asks for one thing, ``wish=money`` changes it.

    With ``>`` behind it goes on to the next question: ``aim>``, ``aim=practice>``.
    """
    draft = turn.state.draft
    if draft is None:
        return await idea_draft(turn)
    field, _, choice = argument.rstrip(">").partition("=")
    if field == "text":
        return ask_text(turn, draft)
    if field == "people":
        return ask_people(turn)
    if field not in _questions(draft):
        return _menu(turn, draft)
    walks = argument.endswith(">")
    if not choice:
        return _ask(turn, draft, field, walks=walks)
    return await _changed(turn, draft, field, choice, walks=walks)


def ask_text(turn: Turn, draft: Draft) -> Reply:
    """Ask for the text as it shall be sent."""
    turn.remember(pending=Pending("idea_text", turn.state.intent or "route_idea"))
    line = turn.say.line("idea.edit.text", words=turn.say.quote(draft.text))
    return Reply(turn.language, (line,))


async def take_text(turn: Turn, text: str) -> Reply:
    """Take the text that the person wrote, unchanged, and show the whole again."""
    words = text.strip()[:LONGEST_KEPT]
    turn.remember(text=words, pending=None)
    return await show(turn, with_text(turn.state.draft or Draft(""), words))


def _questions(draft: Draft) -> Mapping[str, tuple[str, ...]]:
    return _CHOICES.get(draft.kind, {})


def _menu(turn: Turn, draft: Draft) -> Reply:
    say, asked = turn.say, _questions(draft)
    text = say.button("idea.button.text", "idea_edit", "text")
    other = say.button("button.wrong_place", "other_place")
    if not asked:
        people = say.button("idea.button.people", "idea_edit", "people")
        buttons, more = (text, people, other), ()
    else:
        wish = say.button("idea.button.wish", "idea_edit", "wish")
        shared = say.button("idea.button.shared", "idea_edit", "shared")
        walk = (
            (say.button("idea.button.more_about", "idea_edit", "aim>"),) if "aim" in asked else ()
        )
        buttons, more = (text, wish, shared), (*walk, other)
    return Reply(turn.language, (say.line("idea.edit"),), buttons=buttons, more=more)


def _ask(turn: Turn, draft: Draft, field: str, *, walks: bool) -> Reply:
    say, on = turn.say, ">" if walks else ""
    buttons = tuple(
        say.button(f"idea.button.{field}.{choice}", "idea_edit", f"{field}={choice}{on}")
        for choice in _questions(draft)[field]
    )
    more = buttons[_THREE:]
    if walks:
        skip = _next(draft, field)
        more = (say.button("idea.button.skip", "idea_edit", f"{skip}>") if skip else _enough(turn),)
    return Reply(
        turn.language, (say.line(f"idea.edit.{field}"),), buttons=buttons[:_THREE], more=more
    )


def _enough(turn: Turn) -> Button:
    return turn.say.button("idea.button.skip", "idea_draft")


def _next(draft: Draft, field: str) -> str | None:
    """Of the two questions that sort ideas, the one after this."""
    return "company" if field == "aim" and "company" in _questions(draft) else None


async def _changed(turn: Turn, draft: Draft, field: str, choice: str, *, walks: bool) -> Reply:
    if choice not in _questions(draft)[field]:
        return _menu(turn, draft)
    changes: dict[str, Any] = {field: choice == "yes" if field == "shared" else choice}
    draft = replace(draft, **changes)
    following = _next(draft, field) if walks else None
    if following:
        turn.remember(draft=draft)
        return _ask(turn, draft, following, walks=True)
    return await show(turn, draft)
