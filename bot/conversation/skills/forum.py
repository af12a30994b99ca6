"""The forum's own desk: needs by theme, courses ordered, planned, held and looked back on."""

import re

from bot.conversation.skills.unclear import unclear
from bot.conversation.state import Pending
from bot.conversation.turn import Turn
from bot.ideas.courses import OTHER, Group, Training
from bot.ideas.forum import Forum, ForumError
from bot.message import Button, Card, Line, Reply
from bot.speech.lines import plain_line
from bot.speech.sentences import capital, cut
from bot.speech.speaker import Speaker

_GROUPS = 4
_NEEDS = 4
_LONGEST = 60
_LINK = re.compile(r"https?://\S+")
_EDGES = " ,.;:–-"
"""What is left round a title when date and link are taken out of what was written."""


async def forum(turn: Turn, _: str = "") -> Reply:
    """Show what waits for a course, and the courses under way."""
    desk = await _desk(turn)
    region = await desk.region()
    if region is None:
        return _refused(turn, ForumError("not_allowed"))
    groups, under_way = await desk.needs(region), await desk.courses(region)
    say = turn.say
    if not groups and not under_way:
        return Reply(turn.language, (say.line("forum.nothing"),))
    count = sum(len(it.needs) for it in groups)
    places = len({need.municipality for group in groups for need in group.needs})
    lines = (
        say.line("forum.waiting", count=count, number=say.count(count), places=_places(say, places))
        if count
        else say.line("forum.none_waiting")
    )
    cards = (
        *(_group_card(say, region, it) for it in groups[:_GROUPS]),
        *(_course_card(say, it) for it in under_way[:_GROUPS]),
    )
    return Reply(turn.language, (lines,), cards=cards, context=say.line("forum.sees"))


async def forum_order(turn: Turn, argument: str) -> Reply:
    """«Bestill kurs»: for all needs of a theme."""
    region, _, theme = argument.partition("=")
    try:
        training = await (await _desk(turn)).order(region, theme)
    except ForumError as error:
        return _refused(turn, error)
    return _after(turn, "forum.ordered", training)


async def forum_priority(turn: Turn, argument: str) -> Reply:
    """«Haster»: how urgent a course is."""
    number, _, priority = argument.partition("=")
    if not (number.isdecimal() and priority.isdecimal()):
        return await unclear(turn)
    try:
        training = await (await _desk(turn)).prioritise(int(number), int(priority))
    except ForumError as error:
        return _refused(turn, error)
    return _after(turn, "forum.prioritised", training)


async def forum_plan(turn: Turn, number: str) -> Reply:
    """«Planlegg»: ask for name, day and link."""
    turn.remember(pending=Pending("course", "register_training_need", (number,)))
    return Reply(turn.language, (turn.say.line("forum.which"), turn.say.line("forum.example")))


def course_preview(turn: Turn, words: str) -> Reply | None:
    """Read a course from what was written, and show what everybody who asked will be told."""
    pending, meaning, say = turn.state.pending, turn.meaning, turn.say
    if pending is None or meaning is None:
        return None
    if meaning.period is None:
        return Reply(turn.language, (say.line("forum.no_day"),))
    found = _LINK.search(words)
    link = found[0].rstrip(_EDGES) if found else ""
    rest = words.replace(link, "").replace(meaning.period.surface, "")
    title = cut(" ".join(rest.split()).strip(_EDGES), _LONGEST)
    if not title:
        return Reply(turn.language, (say.line("forum.no_title"),))
    starts = meaning.period.start.isoformat()
    number = pending.options[0]
    turn.remember(pending=Pending("course", pending.intent, (number, title, starts, link)))
    lines = (
        say.line("forum.preview"),
        say.line("courses.announced", title=title, when=say.moment(starts)),
        *((plain_line(link, say.text("forum.label.link")),) if link else ()),
    )
    buttons = (
        say.button("forum.button.send", "forum_send", number),
        say.button("forum.button.change", "forum_plan", number),
    )
    return Reply(turn.language, lines, buttons=buttons)


async def forum_send(turn: Turn, _: str) -> Reply:
    """«Send»: announce the course that was shown."""
    pending = turn.state.pending
    if pending is None or pending.question != "course" or len(pending.options) < 4:
        return _refused(turn, ForumError("late"))
    number, title, starts, link = pending.options
    turn.remember(pending=None)
    try:
        training = await (await _desk(turn)).plan(int(number), title, starts, link or None)
    except ForumError as error:
        return _refused(turn, error)
    say, told = turn.say, len({it.submitter for it in training.needs})
    line = say.line("forum.announced", title=title, count=told, number=say.count(told))
    return Reply(turn.language, (line,), cards=(_course_card(say, training),))


async def forum_held(turn: Turn, number: str) -> Reply:
    """«Er holdt»: those who asked get three questions."""
    if not number.isdecimal():
        return await unclear(turn)
    try:
        training = await (await _desk(turn)).held(int(number))
    except ForumError as error:
        return _refused(turn, error)
    return _after(turn, "forum.held", training)


async def forum_answers(turn: Turn, number: str) -> Reply:
    """«Se svarene»: what they said, without names."""
    if not number.isdecimal():
        return await unclear(turn)
    try:
        answers = await (await _desk(turn)).answers(int(number))
    except ForumError as error:
        return _refused(turn, error)
    say = turn.say
    if not answers:
        return Reply(turn.language, (say.line("forum.no_answers"),))
    mean = round(sum(it.useful for it in answers) / len(answers), 1)
    used = sum(it.used for it in answers)
    lines = [
        say.line("forum.answers", count=len(answers), number=say.count(len(answers))),
        plain_line(f"{mean:g}", say.text("forum.label.useful")),
        plain_line(f"{used}", say.text("forum.label.used")),
        *(plain_line(say.quote(it.missing)) for it in answers if it.missing),
    ]
    done = say.button("forum.button.evaluated", "forum_evaluated", number)
    return Reply(turn.language, tuple(lines), buttons=(done,))


async def forum_evaluated(turn: Turn, number: str) -> Reply:
    """«Ferdig»: the course is over."""
    if not number.isdecimal():
        return await unclear(turn)
    try:
        training = await (await _desk(turn)).evaluated(int(number))
    except ForumError as error:
        return _refused(turn, error)
    return Reply(
        turn.language, (turn.say.line("forum.evaluated", title=_name(turn.say, training)),)
    )


async def sits_in_forum(turn: Turn) -> bool:
    """Tell whether the one who talks here may see the needs."""
    return await (await _desk(turn)).region() is not None


async def _desk(turn: Turn) -> Forum:
    return Forum(turn.desk.session, turn.kb, await turn.desk.known(), turn.message.at)


def _refused(turn: Turn, error: ForumError) -> Reply:
    back = turn.say.button("forum.button.show", "forum")
    line = turn.say.line(f"forum.refused.{error.reason}")
    return Reply(turn.language, (line,), buttons=() if error.reason == "not_allowed" else (back,))


def _after(turn: Turn, key: str, training: Training) -> Reply:
    say = turn.say
    return Reply(
        turn.language,
        (say.line(key, title=_name(say, training)),),
        cards=(_course_card(say, training),),
    )


def _group_card(say: Speaker, region: str, group: Group) -> Card:
    people, places = group.people, group.municipalities
    rows: list[Line] = [
        plain_line(_places(say, places), _label(say, "places")),
        plain_line(str(people), _label(say, "people")),
    ]
    for need in group.needs[:_NEEDS]:
        place = say.kb.municipalities.get(need.municipality or "")
        label = place.name if place else None
        rows.append(plain_line(say.quote(cut(need.life.text, _LONGEST)), label))
    return Card(
        "list",
        capital(theme_name(say, group.theme)),
        tuple(rows),
        buttons=(say.button("forum.button.order", "forum_order", f"{region}={group.theme}"),),
    )


def _course_card(say: Speaker, training: Training) -> Card:
    rows = [plain_line(say.text(f"forum.status.{training.status}"), _label(say, "status"))]
    if training.priority:
        rows.append(plain_line(str(training.priority), _label(say, "priority")))
    if training.starts:
        rows.append(plain_line(say.moment(training.starts), _label(say, "day")))
    rows.append(plain_line(str(len(training.needs)), _label(say, "needs")))
    return Card(
        "list",
        _name(say, training),
        tuple(rows),
        url=training.link,
        buttons=_next(say, training),
        more=_priorities(say, training),
    )


def _next(say: Speaker, training: Training) -> tuple[Button, ...]:
    number = str(training.id)
    if training.status == "ordered":
        return (say.button("forum.button.plan", "forum_plan", number),)
    if training.status == "planned":
        return (
            say.button("forum.button.held", "forum_held", number),
            say.button("forum.button.change", "forum_plan", number),
        )
    return (say.button("forum.button.answers", "forum_answers", number),)


def _priorities(say: Speaker, training: Training) -> tuple[Button, ...]:
    if training.status not in ("ordered", "planned"):
        return ()
    return tuple(
        say.button("forum.button.priority", "forum_priority", f"{training.id}={it}", number=it)
        for it in (1, 2, 3)
        if it != training.priority
    )


def _name(say: Speaker, training: Training) -> str:
    theme = theme_name(say, training.theme)
    return training.title or say.text("forum.course_in", theme=theme)


def theme_name(say: Speaker, theme: str) -> str:
    """Name a theme; needs without one are gathered too."""
    return say.text("forum.other") if theme == OTHER else say.text(f"theme.{theme}")


def _places(say: Speaker, count: int) -> str:
    return say.text("forum.places", count=count, number=say.count(count))


def _label(say: Speaker, what: str) -> str:
    return say.text(f"forum.label.{what}")
