"""Settings of Microsoft Teams: ``IDELOS_TEAMS_APP_ID`` and the like."""

from collections.abc import Mapping
from typing import Final, Self
from uuid import UUID

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_APP: Final = str(UUID(int=0))
"""The app where there is none: in development."""


class TeamsSettings(BaseSettings):
    """Raises as `Settings` does."""

    model_config = SettingsConfigDict(
        env_prefix="IDELOS_", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    teams_app_id: str | None = Field(
        None, description="The bot's application id in Microsoft Entra; a GUID."
    )
    teams_tenant: str | None = Field(
        None, description="The organisation that the application is registered in; a GUID."
    )
    teams_app_secret: SecretStr | None = Field(
        None, description="By this the bot gets its tokens, unless a managed identity does."
    )
    teams_managed_identity: bool = Field(
        False, description="Whether the machine's managed identity is the application."
    )
    teams_tenants: str | None = Field(
        None,
        description="Organisations that may use the bot, each with its region: GUID=REGION, …; "
        "without it only the application's own.",
    )
    teams_development: bool = Field(
        False, description="Take anything from this machine unchecked; never for real use."
    )

    @property
    def has_teams(self) -> bool:
        """Whether there is Teams in this installation."""
        return bool(self.teams_app_id) or self.teams_development

    @property
    def teams_regions(self) -> Mapping[str, str | None]:
        """Give the organisations that may use the bot, and the region of each where one is set."""
        listed = dict(map(_organisation, _parts(self.teams_tenants)))
        own = {self.teams_tenant: None} if self.teams_tenant else {}
        return listed or own

    @field_validator("teams_app_id", "teams_tenant")
    @classmethod
    def _guid(cls, value: str | None) -> str | None:
        return _as_guid(value) if value else None

    @field_validator("teams_tenants")
    @classmethod
    def _list(cls, value: str | None) -> str | None:
        for part in _parts(value):
            _organisation(part)
        return value

    @model_validator(mode="after")
    def _teams_holds_together(self) -> Self:
        app = (self.teams_app_id, self.teams_tenant)
        ways = (self.teams_app_secret, self.teams_managed_identity)
        if not (any(app) or any(ways) or self.teams_tenants):
            return self
        if not all(app) or sum(map(bool, ways)) != 1:
            raise PydanticCustomError("teams_app", "id, organisation and one way in go together")
        if self.teams_development:
            raise PydanticCustomError("teams_development", "checked or unchecked, not both")
        return self


def _parts(value: str | None) -> list[str]:
    return [part for part in (value or "").replace(",", " ").split() if part]


def _organisation(part: str) -> tuple[str, str | None]:
    tenant, _, region = part.partition("=")
    return _as_guid(tenant), region or None


def _as_guid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        raise PydanticCustomError("teams_guid", "is no GUID") from None
