"""Why a feed could not be read."""


class FeedError(Exception):
    """A feed that gave nothing; `code` names why, and is the rest of the key of its sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code.replace("_", " "))
        self.code = code
