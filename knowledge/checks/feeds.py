"""Can a feed be fetched as it is described, and do its entries become something?"""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from knowledge.checks.entry import Entry
from knowledge.faults import Fault
from knowledge.records.feeds import Feed
from knowledge.records.funding import WIDE_AREAS


def feed_faults(entry: Entry, regions: Collection[str]) -> Iterator[Fault]:
    """Find feeds without a safe address, or whose entries would be of no kind or of two."""
    feed = entry.record
    if not isinstance(feed, Feed):
        return
    if not is_feed_address(feed.address):
        yield entry.fault("feed_address", ("address",), given=feed.address)
    if (feed.events is None) == (feed.calls is None):
        yield entry.fault("feed_of_nothing", ("events",))
    if (feed.format == "csv") != (feed.columns is not None):
        yield entry.fault("feed_columns", ("columns",))
    for number, area in enumerate(feed.calls.areas if feed.calls else ()):
        if area not in regions and area not in WIDE_AREAS:
            yield entry.fault("no_such_record", ("calls", "areas", number), kind="region", id=area)


def is_feed_address(address: str) -> bool:
    """Tell whether it is https to a named host, on its own port, with nobody's password."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        return (
            address.isascii()
            and address.isprintable()
            and " " not in address
            and (parts.scheme, parts.port, parts.username, parts.fragment)
            == ("https", None, None, "")
            and "." in host
            and host.rpartition(".")[2].isalpha()  # no number, in whatever form
        )
    except ValueError:
        return False
