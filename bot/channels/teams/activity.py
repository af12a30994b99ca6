"""What Teams brings, as far as it is read: one activity, whatever else stands in it."""

from collections.abc import Mapping
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from bot.channels.teams.references import Kind


class _Part(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
    )


class Account(_Part):
    """A person or a bot."""

    id: str
    aad_object_id: str | None = None
    """Object id of a person in their organisation; bots and strangers have none."""
    name: str | None = None
    role: str | None = None


class Conversation(_Part):
    """Where it was done. In a channel the id names the thread too."""

    id: str = Field(min_length=1, max_length=255)
    conversation_type: Kind | None = None
    tenant_id: str | None = None


class Named(_Part):
    """Something of which only the id is read: an organisation, a channel."""

    id: str | None = None


class ChannelData(_Part):
    """What Teams alone tells."""

    tenant: Named | None = None
    channel: Named | None = None
    event_type: str | None = None


class Entity(_Part):
    """Something that a text mentions, or what the person's programme tells of itself."""

    type: str | None = None
    mentioned: Account | None = None
    text: str | None = None
    locale: str | None = None


class Attachment(_Part):
    """Something beside the text; the text itself comes once more as HTML."""

    content_type: str = ""
    content: Any = None


class Activity(_Part):
    """One thing that was done. Validating raises pydantic's ValidationError for anything else."""

    type: str
    id: str = Field(min_length=1, max_length=255)
    timestamp: AwareDatetime | None = None
    channel_id: str = ""
    service_url: str = ""
    locale: str | None = None
    from_: Account = Field(alias="from")
    recipient: Account
    conversation: Conversation | None = None
    """None where a message extension is used outside any."""
    text: str | None = None
    text_format: str | None = None
    value: Any = None
    name: str | None = None
    """Of an invoke: what is asked."""
    action: str | None = None
    """Of an installation: added or removed."""
    reply_to_id: str | None = None
    entities: tuple[Entity, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    members_removed: tuple[Account, ...] = ()
    channel_data: ChannelData = ChannelData()

    @property
    def tenants(self) -> frozenset[str]:
        """The organisations that it says it is of; there should be one."""
        tenant, place = self.channel_data.tenant, self.conversation
        named = (tenant.id if tenant else None, place.tenant_id if place else None)
        return frozenset(it.lower() for it in named if it)


def object_of(value: object) -> Mapping[str, Any]:
    """Give an object of JSON, where nobody vouches that it is one; all else is an empty one."""
    return value if isinstance(value, Mapping) else {}
