"""Settings, read from the environment: ``IDELOS_DATABASE_URL`` and the like."""

import re
from collections.abc import Collection
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import SettingsConfigDict

from bot.teams_settings import TeamsSettings


class UnknownRegionError(Exception):
    """A setting names a region that is not there; `known` are those that are."""

    def __init__(self, setting: str, known: Collection[str]) -> None:
        super().__init__(f"{setting} is none of {', '.join(sorted(known))}")
        self.setting = setting
        self.known = known


class Settings(TeamsSettings):
    """Every setting has a value that works on one machine without any of them.

    Raises pydantic's ValidationError for values that cannot be, alone or together. The type of
    each error is the rest of the key of its sentence, ``error.setting.…``.
    """

    model_config = SettingsConfigDict(
        env_prefix="IDELOS_", env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    database_url: str = Field(
        "sqlite:///var/idelos.db", description="Where knowledge and conversations are kept."
    )
    host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the web server listens on.")
    keep_days: int = Field(
        90, ge=1, description="Days after which an unused conversation is forgotten."
    )
    keep_notices_days: int = Field(
        365, ge=1, description="Days after which it is forgotten what somebody was told."
    )
    keep_ideas_days: int = Field(
        365, ge=1, description="Days after which an idea that has ended is archived or anonymised."
    )
    archive: Path | None = Field(
        None, description="Folder that ended ideas are archived in before they are deleted."
    )
    public_url: str | None = Field(
        None, description="Address that people reach the pages by; the base of links in letters."
    )
    secret: SecretStr | None = Field(None, description="Signs the links in letters.")
    smtp_host: str | None = Field(
        None, description="Server that takes our letters; without it none are sent."
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of that server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way to it is protected."
    )
    smtp_user: str | None = Field(None, description="User name there, if it asks for one.")
    smtp_password: SecretStr | None = Field(None, description="Password there.")
    mail_from: str | None = Field(None, description="Address that letters come from.")
    mail_per_second: float = Field(
        5.0, gt=0, description="Letters a second, for all workers together."
    )
    slack_bot_token: SecretStr | None = Field(
        None, description="The app's token in the one workspace that it works in."
    )
    slack_client_id: str | None = Field(
        None, description="The app itself, where several workspaces can let it in."
    )
    slack_client_secret: SecretStr | None = Field(
        None, description="By this the app has its tokens in those workspaces."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="What Slack signs its requests with."
    )
    slack_app_token: SecretStr | None = Field(
        None, description="Opens sockets to Slack where it can't reach us."
    )
    slack_region: str | None = Field(None, description="Region of that workspace.")
    telegram_token: SecretStr | None = Field(None, description="The bot's token in Telegram.")
    telegram_secret: SecretStr | None = Field(
        None, description="What Telegram shows that it is Telegram by; without it we fetch."
    )
    telegram_region: str | None = Field(None, description="Region of those whom the bot serves.")

    @property
    def base_url(self) -> str:
        """Give the address of the pages, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def has_slack(self) -> bool:
        """Whether there is Slack in this installation."""
        return bool(self.slack_bot_token or self.slack_client_id)

    def check_regions(self, known: Collection[str]) -> None:
        """Raise `UnknownRegionError` where a region of these settings is not among the known.

        Where none is known yet, knowledge is still to be brought in, and nothing is wrong.
        """
        named = [("slack_region", self.slack_region), ("telegram_region", self.telegram_region)]
        named += [("teams_tenants", it) for it in self.teams_regions.values()]
        for setting, region in named:
            if region and known and region not in known:
                raise UnknownRegionError(setting, known)

    @field_validator("public_url")
    @classmethod
    def _safe_to_follow(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://localhost")
        local = parts.scheme == "http" and is_this_machine(parts.hostname or "")
        if not parts.hostname or parts.query or not (parts.scheme == "https" or local):
            raise PydanticCustomError("public_url", "must be https")
        return value

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(value.get_secret_value()) < 32:
            raise PydanticCustomError("short_secret", "must have 32 characters")
        return value

    @field_validator("mail_from")
    @classmethod
    def _bare_address(cls, value: str | None) -> str | None:
        if value and (not value.isascii() or value.count("@") != 1 or set(value) & set(" <>,;")):
            raise PydanticCustomError("mail_from", "must be one plain address")
        return value

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _right_token(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        begins = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}[str(info.field_name)]
        if value and not value.get_secret_value().startswith(begins):
            raise PydanticCustomError("slack_token", "is a token of another kind")
        return value

    @model_validator(mode="after")
    def _slack_holds_together(self) -> Self:
        ways = self.slack_signing_secret or self.slack_app_token
        if (ways or self.slack_region) and not self.has_slack:
            raise PydanticCustomError("slack_no_token", "the bot token is missing")
        if self.slack_bot_token and not (ways and self.public_url):
            raise PydanticCustomError("slack_alone", "a way in and the address are missing")
        return self

    @field_validator("telegram_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"\d+:[\w-]{30,}", value.get_secret_value(), re.ASCII):
            raise PydanticCustomError("telegram_token", "is no token of a bot")
        return value

    @field_validator("telegram_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[\w-]{32,256}", value.get_secret_value(), re.ASCII):
            raise PydanticCustomError("telegram_secret", "has other signs than Telegram carries")
        return value

    @model_validator(mode="after")
    def _telegram_holds_together(self) -> Self:
        if (self.telegram_secret or self.telegram_region) and not self.telegram_token:
            raise PydanticCustomError("telegram_no_token", "the bot's token is missing")
        if self.telegram_token and not self.public_url:
            raise PydanticCustomError("telegram_alone", "the address is missing")
        return self

    @model_validator(mode="after")
    def _teams_can_be_reached(self) -> Self:
        local = is_this_machine(urlsplit(self.base_url).hostname or "")
        if self.teams_development and not (is_this_machine(self.host) and local):
            raise PydanticCustomError("teams_open", "would be open to the network")
        if self.teams_app_id and not self.public_url:
            raise PydanticCustomError("teams_alone", "the address is missing")
        return self

    @model_validator(mode="after")
    def _slack_can_be_installed(self) -> Self:
        if not (self.slack_client_id or self.slack_client_secret):
            return self
        if self.slack_bot_token or self.slack_region:
            raise PydanticCustomError("slack_both", "one workspace by setting, or several")
        if not (self.slack_client_id and self.slack_client_secret and self.slack_signing_secret):
            raise PydanticCustomError("slack_client", "the three go together")
        if not (self.public_url and self.secret):
            raise PydanticCustomError("slack_install", "address and secret are missing")
        return self

    @model_validator(mode="after")
    def _letters_hold_together(self) -> Self:
        if (self.smtp_user is None) != (self.smtp_password is None):
            raise PydanticCustomError("smtp_login", "user and password go together")
        if self.smtp_host is None:
            return self
        if not (self.secret and self.public_url and self.mail_from):
            raise PydanticCustomError("smtp_alone", "links and sender are missing")
        if self.smtp_security == "none" and not is_this_machine(self.smtp_host):
            raise PydanticCustomError("smtp_open", "would go unprotected over the network")
        return self


def secret_of(value: SecretStr | None) -> str:
    """Give a secret that must be set. Raises ValueError where it is not."""
    if value is None:
        raise ValueError("a setting is missing")
    return value.get_secret_value()


def is_this_machine(host: str) -> bool:
    """Tell whether a host name or address is the loopback of this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
