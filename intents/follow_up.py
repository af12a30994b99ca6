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
_WHAT = frozenset({"hva", "kva", "ka", "vad", "what"})
_IS = frozenset({"er", "ar", "is"})


def is_follow_up(words: Words, found: NamesFound) -> bool:
    """Whether the message only names something, so that it asks what was asked before."""
    names = (*found.municipalities, *found.others)
    if not names or len(words.tokens) > _LONGEST or _asks_what_it_is(words, found):
        return False
    return all(
        token.folded in _EMPTY
        or any(match.span[0] <= token.span[0] < match.span[1] for match in names)
        for token in words.tokens
    )


def _asks_what_it_is(words: Words, found: NamesFound) -> bool:
    """«Hva er Klimasats?» is a question of its own, whatever was asked before."""
    starts = {match.span[0] for match in found.others}
    return any(
        what.folded in _WHAT and verb.folded in _IS and name.span[0] in starts
        for what, verb, name in zip(words.tokens, words.tokens[1:], words.tokens[2:], strict=False)
    )
