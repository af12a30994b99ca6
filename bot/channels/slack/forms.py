"""Forms: opened as modals, and asked in words where none can be opened any more."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from bot.channels.slack.answer import Answering, take_turn
from bot.channels.slack.check import BlockError, check_view
from bot.channels.slack.errors import DrawnWrongError, SlackError, TooLateError
from bot.channels.slack.incoming import INCOMING, Incoming
from bot.channels.slack.listen import Body, Heard, by
from bot.channels.slack.modal import FORM, filled, matching, modal, refused
from bot.faults import report
from bot.form import Faults, Form
from bot.intake.item import Work
from bot.message import Action, Message, Reply


def submitted(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read a form that was filled in; it is answered where it was opened."""
    view = body["view"]
    if view["callback_id"] != FORM:
        return None
    fields = dict(filled(view["state"]["values"]))
    incoming = replace(_carried(view), **by(context), fields=fields)
    return Heard((view["id"], view["hash"]), incoming)


class Forms:
    """Opens forms, and looks through what was filled in."""

    def __init__(
        self,
        names: Collection[str],
        form: Callable[[Message], Awaitable[Form | Reply]],
        faults: Callable[[Message], Faults],
        clock: Callable[[], datetime],
    ) -> None:
        """`names` are those of the actions that have a form."""
        self._names = frozenset(names)
        self._form = form
        self._faults = faults
        self._clock = clock

    async def press(self, answering: Answering, work: Work) -> None:
        """Open the form of what was pressed; where there is none, answer by a turn."""
        if not await self._opened(answering):
            await take_turn(_in_words(answering), work)

    async def refuse(self, body: Body) -> dict[str, Any] | None:
        """Say at once what is wrong with a form that was filled in; None where nothing is."""
        view = body["view"]
        if view["callback_id"] != FORM:
            return None
        fields = filled(view["state"]["values"])
        faults = self._faults(replace(self._asked(view), fields=fields))
        # What stands in no field of the modal is said by the turn.
        shown = {name: it for name, it in faults.items() if name in fields}
        return refused(shown) if shown else None

    async def offer(self, body: Body) -> dict[str, Any]:
        """Give the choices of a list that is too long for a modal, by what was typed."""
        form = await self._form(self._asked(body["view"]))
        fields = form.fields if isinstance(form, Form) else ()
        choices = next((it.choices for it in fields if it.name == body["action_id"]), ())
        return matching(choices, body["value"])

    def _asked(self, view: Body) -> Message:
        """Give the message that opened a form, as far as the form carries it."""
        it = _carried(view)
        action = Action.decode(it.action or "")
        return Message(
            it.place, self._clock(), action=action, language=it.language, region=it.region
        )

    async def _opened(self, answering: Answering) -> bool:
        it = answering.incoming
        if not (it.trigger and it.action and Action.decode(it.action).name in self._names):
            return False
        # A form is its person's own, wherever the button stands.
        own = replace(it, public=False, ephemeral=it.public or it.ephemeral)
        answering = replace(answering, incoming=own)
        shown = await self._form(await answering.message())
        if isinstance(shown, Reply):
            await answering.send(shown)
            return True
        return await _open(answering, shown)


async def _open(answering: Answering, form: Form) -> bool:
    """Open a modal; False where it is too late for one, or Slack does not take it."""
    it = answering.incoming
    view = modal(form, _carrying(answering, form))
    try:
        check_view(view)
        await answering.workspace.call("views.open", trigger_id=it.trigger, view=view)
    except TooLateError:
        return False
    except (BlockError, DrawnWrongError, SlackError) as fault:
        report(fault, f"a form in Slack: {form.action.name}")
        return False
    return True


def _carrying(answering: Answering, form: Form) -> str:
    """Write what is known already of what will come in when the form is submitted."""
    coming = replace(
        answering.incoming,
        kind="submitted",
        action=form.action.encode(),
        language=form.language,
        region=answering.workspace.installation.region,
        trigger=None,
        fields=None,
    )
    return INCOMING.dump_json(coming, exclude_defaults=True).decode()


def _carried(view: Body) -> Incoming:
    return INCOMING.validate_json(view["private_metadata"])


def _in_words(answering: Answering) -> Answering:
    """Say the text that would have stood in the form, if any did."""
    it = answering.incoming
    text = next(iter((it.fields or {}).get("text", ())), None)
    said = replace(it, text=text, action=None, fields=None) if text else it
    return replace(answering, incoming=said)
