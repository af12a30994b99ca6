"""What Slack tells when somebody presses, chooses, fills in, or begins by a shortcut."""

from collections.abc import Mapping

from tests.slack.fake import FakeSlack
from tests.slack.filled import Filled, told, values_of
from tests.slack.limits import elements_of
from tests.slack.world import APP, Json, Posted, Response


class Interactions:
    """Words interactions with what a Slack holds, and gives triggers and addresses for answers."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack

    def pressed(self, user: str, source: Posted | Json, named: str, chosen: Filled | None) -> Json:
        """Tell that a person pressed or chose something, found by its label or action_id."""
        blocks = source.blocks if isinstance(source, Posted) else source["blocks"]
        found = [
            (block, element)
            for block in blocks
            for element in elements_of(block)
            if "action_id" in element and named in (element["action_id"], _label(element))
        ]
        assert len(found) == 1, f"{len(found)} elements are called {named!r}"
        block, element = found[0]
        about = {"action_id": element["action_id"], "block_id": block["block_id"]}
        did = about | _did(element, chosen) | {"action_ts": self.slack.world.ts()}
        where = self._in_message(user, source) if isinstance(source, Posted) else _in_view(source)
        return self._by(user, "block_actions") | where | {"actions": [did]}

    def _in_message(self, user: str, source: Posted) -> Json:
        container = {
            "type": "message",
            "message_ts": source.ts,
            "channel_id": source.channel,
            "is_ephemeral": source.to is not None,
        }
        where = {
            "container": container | ({"thread_ts": source.thread} if source.thread else {}),
            "channel": self._channel(source.channel),
            "state": {"values": values_of(source.blocks, {})},
            "response_url": self.response_url(user, source.channel, source),
        }
        # Slack keeps no message that only one person saw, and tells nothing of it.
        return where | ({} if source.to else {"message": source.payload})

    def submitted(self, user: str, view: Json, fields: Mapping[str, Filled]) -> Json:
        state = {"values": values_of(view["blocks"], fields)}
        told = self._by(user, "view_submission")
        return told | {"view": view | {"state": state}, "response_urls": []}

    def closed(self, user: str, view: Json, *, all_of_them: bool = False) -> Json:
        told = self._by(user, "view_closed") | {"view": view, "is_cleared": all_of_them}
        return {name: value for name, value in told.items() if name != "trigger_id"}

    def shortcut(self, user: str, callback: str) -> Json:
        told = self._by(user, "shortcut")
        return told | {"callback_id": callback, "action_ts": self.slack.world.ts()}

    def on_message(self, user: str, callback: str, said: Posted) -> Json:
        return self._by(user, "message_action") | {
            "callback_id": callback,
            "action_ts": self.slack.world.ts(),
            "message_ts": said.ts,
            "channel": self._channel(said.channel),
            "message": said.payload,
            "response_url": self.response_url(user, said.channel),
        }

    def sought(self, user: str, view: Json, action: str, typed: str) -> Json:
        """Tell what a person typed where options come from the app."""
        block = next(
            block
            for block in view["blocks"]
            if any(it.get("action_id") == action for it in elements_of(block))
        )
        told = self._by(user, "block_suggestion") | _in_view(view)
        asked = {"action_id": action, "block_id": block["block_id"], "value": typed}
        return {name: value for name, value in (told | asked).items() if name != "trigger_id"}

    def command(self, user: str, command: str, text: str, channel: str) -> Json:
        person = self.slack.world.people[user]
        where = self._channel(channel)
        return {
            "token": "verification",
            "team_id": person.team,
            "team_domain": person.team.lower(),
            "channel_id": channel,
            "channel_name": where["name"],
            "user_id": user,
            "user_name": person.name.lower().replace(" ", "."),
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.response_url(user, channel),
            "trigger_id": self.trigger(user),
        }

    def trigger(self, user: str) -> str:
        """Give a trigger id, good for one modal until it is too old."""
        trigger = f"{self.slack.world.ts()}.{user}"
        self.slack.world.triggers[trigger] = user
        return trigger

    def response_url(self, user: str, channel: str, message: Posted | None = None) -> str:
        world = self.slack.world
        name = world.new("response")
        team = world.people[user].team
        world.responses[name] = Response(team, channel, user, message)
        return f"{self.slack.address}/respond/{name}"

    def _channel(self, id_: str) -> Json:
        channel = self.slack.world.channels[id_]
        return {"id": id_, "name": "directmessage" if channel.user else channel.name}

    def _by(self, user: str, kind: str) -> Json:
        person = self.slack.world.people[user]
        name = person.name.lower().replace(" ", ".")
        return {
            "type": kind,
            "user": {"id": user, "username": name, "name": name, "team_id": person.team},
            "api_app_id": APP,
            "token": "verification",
            "trigger_id": self.trigger(user),
            "team": {"id": person.team, "domain": person.team.lower()},
            "enterprise": None,
            "is_enterprise_install": False,
        }


def _label(element: Json) -> str | None:
    return element["text"]["text"] if "text" in element else None


def _in_view(view: Json) -> Json:
    shown = view | {"state": {"values": values_of(view["blocks"], {})}}
    return {"container": {"type": "view", "view_id": view["id"]}, "view": shown}


def _did(element: Json, chosen: Filled | None) -> Json:
    if element["type"] == "button":
        return {name: element[name] for name in ("type", "text", "value") if name in element}
    return told(element, chosen)
