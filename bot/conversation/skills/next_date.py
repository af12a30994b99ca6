"""The next real date for an idea: a meeting of the region, or a call of a scheme that fits."""

from datetime import timedelta

from bot.conversation.coming import Stretch
from bot.conversation.schemes import rhythm_of
from bot.conversation.skills.list_meetings import NOT_MEETINGS, coming_events
from bot.conversation.turn import Turn
from bot.message import Line
from bot.speech.meetings import event_when
from knowledge.records.funding import Call
from knowledge.records.places import Region

_SOON = timedelta(days=120)


def next_date_line(turn: Turn) -> Line | None:
    """Give the nearest date of the coming months; None where nothing is announced."""
    region = turn.region
    if region is None:
        return None
    stretch = Stretch(turn.today, turn.today + _SOON, named=False)
    dated = [*_meetings(turn, region, stretch), *_calls(turn, region, stretch)]
    if not dated:
        return None
    _, title, when = min(dated)
    return turn.say.line("route.next_date", label="label.next_date", title=title, when=when)


def _meetings(turn: Turn, region: Region, stretch: Stretch) -> list[tuple[str, str, str]]:
    return [
        (event.start[:10], turn.say.of(event.title), event_when(turn.say, event))
        for event in coming_events(turn, region, stretch)
        if event.own and event.start and event.happening == "planned"
        if event.kind not in NOT_MEETINGS
    ]


def _calls(turn: Turn, region: Region, stretch: Stretch) -> list[tuple[str, str, str]]:
    """The calls of the schemes that the rules name, but for those that the answer tells anyway."""
    referral = turn.referrals.get("money")
    told = turn.kb.programmes.get(turn.state.programme or "")
    told_calls = rhythm_of(turn, told).rounds if told else ()
    wanted = {programme.id for programme in referral.programmes} if referral else set()
    found = []
    for due in turn.kb.due(*stretch.moments(region)):
        call = due.record
        if due.kind != "closes" or not isinstance(call, Call) or call in told_calls:
            continue
        if call.programme in wanted and call.deadline and region.id in call.areas:
            title, when = turn.say.of(call.title), turn.say.moment(call.deadline)
            found.append((call.deadline[:10], title, when))
    return found
