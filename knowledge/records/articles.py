"""What words mean, how a thing is done, and the documents that facts come from."""

from pydantic import Field

from knowledge.records.base import PartialDate, Record, RecordId, Statement, Texts
from knowledge.records.vocabulary import Topic


class Article(Record):
    """A concept explained: the first sentence is the definition."""

    region: RecordId | None = Field(None, description="Empty: the same everywhere.")
    topic: Topic | None = None
    names: Texts
    aliases: tuple[str, ...] = ()
    answer: Texts
    see_also: tuple[RecordId, ...] = ()
    ask: RecordId | None = Field(None, description="Contact to ask for more.")
    details: tuple[Statement, ...] = ()


class Procedure(Record):
    """The steps from an idea or a need to its end, in order."""

    region: RecordId
    intent: str = Field(description="The intent whose way it is: route_idea.")
    title: Texts
    steps: tuple[Statement, ...]


class Document(Record):
    """A document that facts rest on and that has no public address."""

    title: str
    label: Texts = Field(description="Short, for a source line: partnerskapets mandat.")
    dated: PartialDate
