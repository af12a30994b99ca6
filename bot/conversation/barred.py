"""A region's rule that no idea is taken in some channel, and the ways that are open instead."""

from bot.conversation.skills.draft import text_to_send
from bot.conversation.turn import Turn
from bot.ideas.draft import Draft
from bot.ideas.way import Stop
from bot.message import Line, Reply, Segment
from knowledge.records.places import ChannelBar


def bar_of(turn: Turn, draft: Draft) -> ChannelBar | None:
    """Give the rule of the draft's region about this channel, if it has one."""
    region, channel = turn.kb.regions.get(draft.region or ""), turn.message.place.channel
    bars = region.no_ideas_in if region else ()
    return next((it for it in bars if it.channel == channel), None)


def turn_away(turn: Turn, draft: Draft, bar: ChannelBar, named: Stop | None) -> Reply:
    """Take no idea here, keep none of it as one to send, and say where it is taken."""
    say = turn.say
    turn.remember(draft=None, pending=None)
    to_send = text_to_send(turn, draft, named)
    lines = (
        say.line("barred.not_here", channel=bar.channel.capitalize()),
        Line((Segment(say.of(bar.reason)),)),
        say.line("barred.page"),
        *to_send.lines[-2:],
    )
    source = say.line("barred.source", source=say.source(bar.sources[0]))
    page = say.link("barred.button.page", "/idea")
    return Reply(turn.language, lines, buttons=(page, *to_send.buttons), context=source)
