"""Faults that nobody foresaw: logged so that they can be found, without what people wrote."""

import logging
import secrets
import traceback

logger = logging.getLogger(__name__)


def report(fault: BaseException, during: str = "") -> str:
    """Log a fault under a short id that a person can read out, and give the id.

    Only types and places in the code are logged: a fault's own words may quote what a person
    wrote. `during` says what was being done.
    """
    error = secrets.token_hex(2).upper()
    kinds = []
    cause: BaseException | None = fault
    while cause is not None:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    places = "".join(traceback.format_tb(fault.__traceback__))
    when = f" during {during}" if during else ""
    logger.error("error %s%s: %s\n%s", error, when, " from ".join(kinds), places)
    return error
