"""Follow-ups that name something and ask nothing: «og Steinkjer?», «hva med Interreg?»."""

from intents.names import NamesFound
from intents.words import Words

_LONGEST = 6
_EMPTY = frozenset(
    {"og", "och", "and", "men", "but", "enn", "da", "so", "sa", "for", "i", "in", "pa", "at"}
    | {"hva", "kva", "ka", "vad", "what", "med", "about", "om", "of", "how", "hvordan", "korleis"}
    | {"hur", "ar", "er", "det", "is", "it", "then", "heller", "eller", "or", "instead", "nei"}
    | {"nej", "no", "ja", "yes", "kommune", "kommun", "municipality", "forresten", "mente", "mener"}
    | {
        "jeg",
        "eg",
        "jag",
        "meant",
        "mean",
        "menar",
        "meinte",
        "de",
        "the",
        "same",
        "samme",
        "samma",
    }
    | {"ogsa", "ocksa", "too", "also", "same", "hos", "hja", "like", "dette", "there", "der", "dar"}
)
"""Words, folded, that a follow-up may have beside the names."""


def is_follow_up(words: Words, found: NamesFound) -> bool:
    """Whether the message only names something, so that it asks what was asked before."""
    names = (*found.municipalities, *found.others)
    if not names or len(words.tokens) > _LONGEST:
        return False
    return all(
        token.folded in _EMPTY
        or any(match.span[0] <= token.span[0] < match.span[1] for match in names)
        for token in words.tokens
    )
