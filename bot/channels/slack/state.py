"""What goes to Slack with somebody who installs, and shows on the way back that they began here."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

VALID: Final = timedelta(minutes=10)


class StateError(Exception):
    """An answer of Slack's that was asked for too long ago, by another browser, or never."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """``expired`` or ``foreign``."""


class InstallStates:
    """Signs the state of one installation: for one browser, for a few minutes, for nothing else."""

    def __init__(self, secret: str) -> None:
        sha256 = {"digest_method": hashlib.sha256}
        self._signer = URLSafeSerializer(secret, salt="slack install", signer_kwargs=sha256)

    def issue(self, browser: str, region: str | None, now: datetime) -> str:
        """Give the state for the browser that carries this secret in a cookie."""
        return str(self._signer.dumps([_hash(browser), region, int((now + VALID).timestamp())]))

    def read(self, state: str, browser: str, now: datetime) -> str | None:
        """Give the region that was chosen, if any. Raises `StateError`."""
        try:
            begun_by, region, until = self._signer.loads(state)
        except BadData:
            raise StateError("foreign") from None
        if begun_by != _hash(browser):
            raise StateError("foreign")
        if now.timestamp() > until:
            raise StateError("expired")
        return region if isinstance(region, str) else None


def _hash(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()[:32]
