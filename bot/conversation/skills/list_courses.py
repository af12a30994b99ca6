"""«Hvilke kurs finnes?»: coming courses, where courses are found, and where to report a need."""

from bot.conversation.coming import stretch_asked
from bot.conversation.places import ask_municipality
from bot.conversation.reading import remember_case
from bot.conversation.skills.list_meetings import coming_events, meeting_list
from bot.conversation.turn import Turn
from bot.message import Reply
from bot.speech.citations import Citations
from bot.speech.lines import one_line
from bot.speech.sentences import capital
from knowledge.records.organisations import Organisation

INTENT = "list_courses"
_TEACHING = ("course", "webinar", "workshop", "seminar")


async def list_courses(turn: Turn) -> Reply:
    """List coming courses; where there are none, say where courses are found."""
    remember_case(turn, INTENT)
    if turn.region is None:
        return ask_municipality(turn, INTENT)
    stretch = stretch_asked(turn)
    found = [it for it in coming_events(turn, turn.region, stretch) if it.kind in _TEACHING]
    if found:
        return meeting_list(turn, found, "courses.count")
    say = turn.say
    citations = Citations(say)
    name = say.of(turn.region.names)
    if stretch.named:
        lines = [say.line("courses.none.period", region=name, period=stretch.said(turn))]
    else:
        lines = [say.line("courses.none", region=name)]
    for platform in _platforms(turn):
        website = platform.website.address if platform.website else ""
        lines.append(
            one_line(
                say.line("courses.platform", what=capital(say.of(platform.what)), website=website),
                label=platform.name,
            )
        )
        citations.record(platform)
    lines.append(say.line("courses.need"))
    return Reply(
        turn.language,
        tuple(lines),
        buttons=(
            say.button("button.report_need", "intent", "register_training_need"),
            say.button("button.money", "funding"),
        ),
        context=citations.line(),
    )


def _platforms(turn: Turn) -> list[Organisation]:
    """Living platforms with a website that serve the person's region or its country."""
    region = turn.region
    return [
        it
        for it in turn.kb.organisations.values()
        if it.kind == "platform"
        and it.status == "active"
        and it.website
        and region
        and (it.region is None or it.region == region.id)
    ][:2]
