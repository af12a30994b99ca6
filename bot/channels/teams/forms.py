"""Forms: opened in dialogs, and looked through before the dialog closes.

A form is its person's own, wherever the button stands: what comes of it is said to them alone.
What comes back with it is theirs to change, so nothing of it is trusted but which form it was.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.channels.teams.activity import Activity, object_of
from bot.channels.teams.form_card import CARRIED, filled, form_card
from bot.channels.teams.incoming import Incoming
from bot.channels.teams.invokes import dialog, dialog_saying
from bot.channels.teams.listen import Body, Heard, Told
from bot.channels.teams.origin import language_of, user_of
from bot.channels.teams.own import OwnConversations
from bot.channels.teams.press import pressed
from bot.channels.teams.references import Reference
from bot.form import Faults, Fields, Form
from bot.message import Action, Language, Message, Place, Reply
from bot.speech.catalogue import catalogue

TEXT: Final = "text"
"""Under which name a button carries what stands in its form from the start."""
_NO_FAULTS: Final[Faults] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form carries through its dialog."""

    action: str
    language: Language
    opened: str
    """Which opening it was, so that what is sent twice is one."""


_CARRIED: Final = TypeAdapter(Carried)


class Forms:
    """Opens forms, and takes them."""

    def __init__(
        self,
        names: Collection[str],
        form: Callable[[Message], Awaitable[Form | Reply]],
        faults: Callable[[Message], Faults],
        own: OwnConversations,
        clock: Callable[[], datetime],
        regions: Mapping[str, str | None],
    ) -> None:
        """`names` are those of the actions that have a form; `regions` are by organisation."""
        self._names = frozenset(names)
        self._form = form
        self._faults = faults
        self._own = own
        self._clock = clock
        self._regions = regions

    async def fetch(self, activity: Activity) -> Told:
        """Open the form of a button."""
        data = data_of(activity)
        action, text = pressed(data), data.get(TEXT)
        if action is None or action.name not in self._names:
            return Told()
        return Told(await self.open(activity, action, text if isinstance(text, str) else ""))

    async def open(self, activity: Activity, action: Action, text: str = "") -> Body:
        """Open a form, with a text in it where there is one."""
        own = await self._own.of(activity)
        if own is None:
            return said_in_dialog(activity, "teams_surfaces.no_chat")
        message = self._message(own, action, language_of(activity))
        fields = {"text": (text,)} if text else {}
        return _shown(await self._form(replace(message, fields=fields)), activity.id)

    async def submit(self, activity: Activity) -> Told:
        """Take what was filled in, or say at once what is wrong with it."""
        carried, own = self._carried(activity), await self._own.of(activity)
        if carried is None:
            return Told(said_in_dialog(activity, "teams_surfaces.old_form"))
        if own is None:
            return Told(said_in_dialog(activity, "teams_surfaces.no_chat"))
        return await self._taken(activity, own, carried)

    async def _taken(self, activity: Activity, own: Reference, carried: Carried) -> Told:
        message = self._message(own, Action.decode(carried.action), carried.language)
        form = await self._form(message)
        if isinstance(form, Reply):
            return Told(_shown(form, carried.opened))
        fields = filled(data_of(activity), form)
        faults = self._faults(replace(message, fields=fields))
        # What stands in no field of the dialog is said by the turn.
        shown = {name: it for name, it in faults.items() if name in fields}
        if shown:
            return Told(_shown(_begun(form, fields), carried.opened, shown))
        return Told(heard=_heard(activity, own, carried, fields))

    def _carried(self, activity: Activity) -> Carried | None:
        """Read which form it was; None for what no form of ours carries."""
        try:
            carried = _CARRIED.validate_json(data_of(activity).get(CARRIED, ""))
        except ValidationError:
            return None
        return carried if Action.decode(carried.action).name in self._names else None

    def _message(self, own: Reference, action: Action, language: Language | None) -> Message:
        return Message(
            Place("teams", own.conversation),
            self._clock(),
            action=action,
            language=language,
            region=self._regions.get(own.tenant),
        )


def data_of(activity: Activity) -> Mapping[str, Any]:
    """Give what a button or a dialog carries; nothing where that can't be read."""
    return object_of(object_of(activity.value).get("data"))


def said_in_dialog(activity: Activity, key: str) -> Body:
    """Say something at once where a dialog would have opened, or be sent."""
    say = catalogue(language_of(activity) or "nb")
    return dialog_saying([say.line(key)], say.language)


def sentence(activity: Activity, key: str) -> str:
    """Say something at once, in the language that the person's Teams is in."""
    return catalogue(language_of(activity) or "nb").text(key)


def _shown(shown: Form | Reply, opened: str, faults: Faults = _NO_FAULTS) -> Body:
    """Show a form in a dialog, or what there is to say instead."""
    if isinstance(shown, Reply):
        return dialog_saying(shown.lines, shown.language)
    carried = _CARRIED.dump_json(Carried(shown.action.encode(), shown.language, opened)).decode()
    return dialog(shown.title, form_card(shown, carried, faults))


def _begun(form: Form, fields: Fields) -> Form:
    """Let what was filled in stand in the form."""
    return replace(
        form, fields=tuple(replace(it, value=fields.get(it.name, ())) for it in form.fields)
    )


def _heard(activity: Activity, own: Reference, carried: Carried, fields: Fields) -> Heard:
    incoming = Incoming(
        kind="submitted",
        reference=own,
        user=user_of(activity),
        language=carried.language,
        action=carried.action,
        fields=dict(fields),
    )
    return Heard((own.conversation, "form", carried.opened), incoming)
