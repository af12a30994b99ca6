"""«Ikke mer om …»: what is turned off, and what goes on."""

from collections.abc import Collection, Sequence

from bot.conversation.skills.subscribe import as_argument, named_wish
from bot.conversation.turn import Turn
from bot.conversation.wish_words import name, names
from bot.conversation.wished import named_things
from bot.message import Button, Line, Reply
from bot.notices.desk import Before, Wish
from bot.notices.matching import letter_of, subjects_of
from bot.speech.lines import one_line
from bot.speech.sentences import capital, heading
from intents.notice_wishes import read_notice_wish

_CHOICES = 3
_LABEL = 22
_LONGEST = 64
"""Bytes of an action."""
_NAMED = 3
"""So many things that go on are named; of more it is only said that there are others."""


async def unsubscribe(turn: Turn) -> Reply:
    """Stop what the message names; where it names nothing, all there is, or ask which."""
    follows = await turn.desk.follows()
    meaning = turn.meaning
    wish = read_notice_wish(meaning) if meaning else None
    turn.remember(intent="unsubscribe", misses=0, pending=None)
    wanted = [it for it in follows if it.wanted]
    named = named_things(turn, wish, stop=True) if wish else ()
    if named:
        return await _stop(turn, follows, named)
    if wish and wish.all:
        return await stop_all(turn)
    if wish and wish.weekly:
        wanted = [it for it in wanted if it.weekly]
    elif len(wanted) > 1:
        wanted = await _just_told(turn, wanted)
    return await _stop(turn, follows, wanted) if len(wanted) == 1 else _ask_which(turn, wanted)


async def stop(turn: Turn, argument: str) -> Reply:
    """Stop what a button names: ``programme=klimasats``, ``letter=digest``, or ``all``."""
    if argument == "all":
        return await stop_all(turn)
    wish = named_wish(turn.kb, argument)
    follows = await turn.desk.follows()
    kind, _, letter = argument.partition("=")
    of_letter = [it for it in follows if kind == "letter" and _is_in(it, letter)]
    if of_letter:
        return await _stop(turn, follows, of_letter)
    return await _stop(turn, follows, (wish,)) if wish else _ask_which(turn, follows)


def _is_in(wish: Wish, letter: str) -> bool:
    return wish.wanted and wish.weekly and letter_of(wish.kind) == letter


async def stop_all(turn: Turn) -> Reply:
    """Stop everything that is followed."""
    follows = await turn.desk.follows()
    if not follows:
        return nothing_followed(turn)
    before = await turn.desk.stop(follows, ())
    turn.remember(undo=before)
    say = turn.say
    return Reply(
        turn.language,
        (say.line("unsubscribe.all"),),
        buttons=(say.button("notices.button.on_again", "undo"),),
    )


def nothing_followed(turn: Turn) -> Reply:
    """Say that nothing is followed, and how to begin."""
    say = turn.say
    begin = say.button("notices.button.begin", "intent", "subscribe")
    return Reply(turn.language, (say.line("unsubscribe.none"),), buttons=(begin,))


async def _just_told(turn: Turn, wanted: list[Wish]) -> list[Wish]:
    """«sluta påminna» after a notice means what the notice was sent for."""
    told = await turn.desk.told()
    of_it = [it for it in wanted if told and it.key == told.because]
    return of_it or wanted


async def _stop(turn: Turn, follows: Sequence[Wish], named: Collection[Wish]) -> Reply:
    keys = {(it.kind, it.subject) for it in named}
    stopped = [it for it in follows if (it.kind, it.subject) in keys and it.wanted]
    rest = [it for it in follows if it.wanted and it not in stopped]
    covered = [it for it in named if _covered(turn, it, rest)]
    if not stopped and not covered:
        return _not_followed(turn, named, follows)
    before = await turn.desk.stop(stopped, _records(turn, named))
    muted = [Wish(it.kind, it.subject, wanted=False) for it in covered]
    before = (*before, *await _mute(turn, muted, before))
    turn.remember(undo=before, pending=None)
    say = turn.say
    first = _stopped_line(turn, stopped or list(named))
    buttons = [_on_again(turn, stopped, covered)]
    if rest:
        buttons.append(say.button("notices.button.stop_all", "stop", "all"))
    return Reply(turn.language, (one_line(first, _rest_line(turn, rest)),), buttons=tuple(buttons))


def _on_again(turn: Turn, stopped: Sequence[Wish], covered: Sequence[Wish]) -> Button:
    """Follow the one thing again, which works from a letter too; else take back what was done."""
    again = as_argument(stopped[0]) if len(stopped) == 1 and not covered else None
    if again and len(f"follow:{again}".encode()) <= _LONGEST:
        return turn.say.button("notices.button.on_again", "follow", again)
    return turn.say.button("notices.button.on_again", "undo")


async def _mute(
    turn: Turn, muted: Collection[Wish], before: Collection[Before]
) -> tuple[Before, ...]:
    """Mute things that something wider tells of; what was of them before is known already."""
    known = {(it.kind, it.subject) for it in before}
    written = await turn.desk.follow(muted, turn.profile) if muted else ()
    return tuple(it for it in written if (it.kind, it.subject) not in known)


def _covered(turn: Turn, wish: Wish, rest: Collection[Wish]) -> bool:
    """Whether one would still hear of it: because of something wider that is followed, or because
    all in a region do."""
    keys = {(it.kind, it.subject) for it in rest}
    kb = turn.kb
    if wish.kind == "announcements":
        return True
    if wish.kind == "programme":
        themes = {("theme", theme) for theme in kb.programmes[wish.subject].themes}
        wide = {key for key in keys if key[0] in ("region", "municipality", "everything")}
        return bool(wide or themes & keys)
    if wish.kind in ("call", "event"):
        record = kb.calls.get(wish.subject) or kb.event(wish.subject)
        return record is not None and not keys.isdisjoint(subjects_of(kb, record))
    return wish.kind in ("theme", "body", "series") and any(
        kind in ("region", "municipality", "everything") for kind, _ in keys
    )


def _records(turn: Turn, named: Collection[Wish]) -> list[str]:
    """Give what may wait to be told about these, as deliveries name it."""
    calls = [
        f"call:{call.id}"
        for it in named
        if it.kind == "programme"
        for call in turn.kb.calls_of(it.subject)
    ]
    return [*calls, *(it.key for it in named)]


def _stopped_line(turn: Turn, stopped: Sequence[Wish]) -> Line:
    key = "unsubscribe.letter" if all(it.weekly for it in stopped) else "unsubscribe.done"
    return turn.say.line(key, what=names(turn, stopped))


def _rest_line(turn: Turn, rest: Sequence[Wish]) -> Line:
    """Say what goes on."""
    say = turn.say
    if not rest:
        return say.line("unsubscribe.rest.none")
    if len(rest) > _NAMED:
        return say.line("unsubscribe.rest.others")
    key = "unsubscribe.rest.letter" if all(it.weekly for it in rest) else "unsubscribe.rest.notices"
    return say.line(key, what=names(turn, rest))


def _not_followed(turn: Turn, named: Collection[Wish], follows: Sequence[Wish]) -> Reply:
    if not follows:
        return nothing_followed(turn)
    say = turn.say
    return Reply(
        turn.language,
        (say.line("unsubscribe.not_followed", what=names(turn, named)),),
        buttons=(say.button("notices.button.mine", "notices"),),
    )


def _ask_which(turn: Turn, wanted: Sequence[Wish]) -> Reply:
    if not wanted:
        return nothing_followed(turn)
    say = turn.say
    choices = [
        say.plain_button(
            heading(capital(name(turn, it)), _LABEL), "stop", f"{it.kind}={it.subject}"
        )
        for it in wanted
        if len(f"stop:{it.kind}={it.subject}".encode()) <= _LONGEST
    ]
    every = say.button("notices.button.stop_all", "stop", "all")
    return Reply(
        turn.language,
        (say.line("unsubscribe.which"),),
        buttons=tuple(choices[:_CHOICES]),
        more=(*choices[_CHOICES:], every),
    )
