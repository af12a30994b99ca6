"""Slack: the arguments of its calls, read by what Slack documents of them."""

from collections.abc import Iterator
from html import unescape
from typing import Any, Final, TypeAlias

from bot.channels.slack.blocks import draw
from bot.channels.slack.check import BlockError, check_message, check_view
from bot.channels.slack.home_view import home_view
from bot.channels.slack.modal import filled, matching, modal
from bot.channels.slack.press import pressed
from bot.form import Field, Form
from bot.home import Home
from bot.message import Reply
from bot.notices.notice import Notice
from tests.channels.contract import HOME, Drawn, Link
from tests.channels.thing import Said
from tests.slack.filled import values_of
from tests.slack.limits import elements_of, faults_of_message, faults_of_view, options_of

Json: TypeAlias = dict[str, Any]

_CALLING: Final = frozenset({"user", "usergroup", "broadcast", "channel", "team"})
"""Elements of rich text that call somebody."""
_READ_FOR_MARKS: Final = frozenset({"mrkdwn", "markdown"})
_OBEYS_NOBODY: Final = {"mrkdwn": False, "parse": "none", "link_names": False}


class Slack:
    """Reads messages, modals and people's own pages, and presses what stands in them."""

    name = "slack"

    def draw(self, said: Said) -> Drawn | None:
        match said:
            case Notice():
                return _message(said.reply)
            case Reply():
                return _message(said)
            case Form():
                return _modal(said)
            case Home():
                view = home_view(said, HOME)
                faults = (*_refused_view(view), *faults_of_view(view, "home"))
                return _drawn(view["blocks"], faults=faults)


def _message(reply: Reply) -> Drawn:
    sent, *others = [it.arguments for it in draw(reply, HOME)]
    faults = list(faults_of_message(sent["text"], sent["blocks"]))
    faults += [it for it in _OBEYS_NOBODY if sent[it] != _OBEYS_NOBODY[it]]
    try:
        check_message(sent["blocks"])
    except BlockError as fault:
        faults.append(f"{fault}")
    calls = tuple(it for it in ("<!", "<@", "<#") if it in sent["text"])
    return _drawn(
        sent["blocks"],
        plain=unescape(sent["text"]),
        messages=1 + len(others),
        pings=calls,
        faults=tuple(faults),
    )


def _modal(form: Form) -> Drawn:
    view = modal(form, "{}")
    faults = [*_refused_view(view), *faults_of_view(view, "modal"), *_kept(form, view["blocks"])]
    offered = [it["text"]["text"] for field in form.fields for it in _sought(field, view)]
    frame = [view[it]["text"] for it in ("title", "submit", "close")]
    return _drawn(view["blocks"], *frame, *offered, faults=tuple(faults))


def _kept(form: Form, blocks: list[Json]) -> Iterator[str]:
    """Send it as it was opened: what stood in it comes back, in whatever order."""
    inputs = [it for it in blocks if it["type"] == "input"]
    back = filled(values_of(inputs, {}))
    for field in form.fields:
        if set(back.get(field.name, ())) != set(field.value):
            yield f"{field.name}: {back.get(field.name)} of {field.value}"


def _sought(field: Field, view: Json) -> Iterator[Json]:
    """Look up every choice of a list that is too long to stand in the view."""
    inputs = [it for it in view["blocks"] if it.get("block_id") == field.name]
    if inputs and inputs[0]["element"]["type"].endswith("external_select"):
        for choice in field.choices:
            yield from matching(field.choices, choice.label)["options"]


def _refused_view(view: Json) -> Iterator[str]:
    try:
        check_view(view)
    except BlockError as fault:
        yield f"{fault}"


def _drawn(blocks: list[Json], *beside: str, faults: tuple[str, ...], **given: Any) -> Drawn:
    """Read the blocks; `beside` is what else is shown."""
    elements = [element for block in blocks for element in elements_of(block)]
    inner = [part for block in blocks for part in _parts(block)]
    links = [Link(it["text"], it["url"]) for it in inner if it.get("type") == "link"]
    opened = [it for element in elements for it in _openings(element)]
    marks = [f"{it['type']} is read for marks" for it in inner if it.get("type") in _READ_FOR_MARKS]
    calls = tuple(it["type"] for it in inner if it.get("type") in _CALLING)
    return Drawn(
        read="\n".join([*map(_words, blocks), *beside]),
        plain=given.pop("plain", ""),
        presses=tuple(it for element in elements for it in _presses(element)),
        links=(*links, *opened),
        pings=(*calls, *given.pop("pings", ())),
        faults=(*faults, *marks),
        **given,
    )


def _parts(part: object) -> Iterator[Json]:
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _parts(each)


def _words(block: Json) -> str:
    """Read a block aloud: texts of one line of rich text go on, all others stand apart."""
    joint = "" if block["type"] == "rich_text" else "\n"
    return joint.join(it["text"] for it in _parts(block) if isinstance(it.get("text"), str))


def _told(element: Json) -> Iterator[tuple[str, Json]]:
    """Give the label of everything that can be pressed, and what Slack tells of it then."""
    if element["type"] == "button":
        yield element["text"]["text"], element
    for option in options_of(element):
        told = {"type": element["type"], "action_id": element["action_id"]}
        if element["type"] == "overflow":
            yield option["text"]["text"], {**told, "selected_option": option}
        if element["type"] == "checkboxes":
            ticked = [] if "initial_options" in element else [option]
            yield option["text"]["text"], {**told, "selected_options": ticked}


def _presses(element: Json) -> Iterator[tuple[str, str]]:
    """Press all of it. What is filled in, in a modal, means nothing until it is sent."""
    if element["type"] not in ("button", "overflow", "checkboxes"):
        return
    for label, told in _told(element):
        action = pressed(told)
        if action:
            yield label, action.encode()


def _openings(element: Json) -> Iterator[Link]:
    for label, told in _told(element):
        url = told.get("selected_option", told).get("url")
        if url:
            yield Link(label, url)
