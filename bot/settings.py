"""Settings, read from the environment: ``IDELOS_DATABASE_URL`` and the like."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting has a value that works on one machine without any of them."""

    model_config = SettingsConfigDict(env_prefix="IDELOS_", frozen=True)

    database_url: str = Field(
        "sqlite:///var/idelos.db", description="Where knowledge and conversations are kept."
    )
    host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the web server listens on.")
    keep_days: int = Field(
        90, ge=1, description="Days after which an unused conversation is forgotten."
    )
