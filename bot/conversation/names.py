"""The names that understanding looks for, taken from the knowledge."""

from collections.abc import Iterator

from intents.meaning import Name
from knowledge.base import KnowledgeBase


def understanding_names(kb: KnowledgeBase) -> Iterator[Name]:
    """Give every name that the knowledge has, in the form that understanding wants."""
    for known in kb.names():
        yield Name(
            text=known.text,
            kind=known.kind,
            target=known.target,
            form=known.form,
            common_word=known.common_word,
            region=known.region,
        )
