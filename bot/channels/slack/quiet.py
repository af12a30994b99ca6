"""What the libraries that speak with Slack log, without what people wrote and without tokens.

They put whole requests and answers into their lines, so only where and how bad is passed on.
"""

import logging
from typing import Final

logger = logging.getLogger(__name__)

_NAMES: Final = ("slack_bolt", "slack_sdk")


class _Quiet(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        fault = f": {kind.__name__}" if kind else ""
        place = (record.name, record.funcName, record.lineno)
        logger.log(record.levelno, "%s, %s, line %d%s", *place, fault)


def quieten() -> None:
    """Let nothing else of their lines through, whatever level is set; warnings and worse only."""
    for name in _NAMES:
        library = logging.getLogger(name)
        library.handlers = [_Quiet(logging.WARNING)]
        library.propagate = False
