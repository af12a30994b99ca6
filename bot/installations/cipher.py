"""Tokens as they lie in the database: sealed with a key that is only in the environment."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"idelos: tokens of Slack workspaces"
"""Keys for other purposes are derived from the same secret by other names."""


class UnreadableTokenError(Exception):
    """A token that was sealed with another secret."""


class TokenCipher:
    """Seals tokens and opens them, by a key derived from `secret`."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def seal(self, token: str) -> str:
        """Give what may lie in the database; each time another text."""
        return self._fernet.encrypt(token.encode()).decode()

    def open(self, sealed: str) -> str:
        """Give the token. Raises `UnreadableTokenError` where the secret was changed since."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise UnreadableTokenError from None
