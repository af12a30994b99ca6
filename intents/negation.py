"""Negation: things that a message names in order to leave them out."""

from intents.words import Token, Words

_NOT = frozenset(
    {"ikke", "ikkje", "inte", "not", "itj", "ej", "icke", "uten", "utan", "without", "unntatt"}
    | {"unnateke", "forutom", "except", "never", "aldri", "aldrig"}
)
_BETWEEN = frozenset(
    {"om", "i", "pa", "fra", "fran", "til", "till", "med", "for", "about", "in", "from", "the"}
    | {"at", "with", "noe", "noko", "nagot", "any", "an", "a", "den", "det", "av", "of", "just"}
    | {"bare", "bara", "berre", "kommune", "kommun"}
)
_CLAUSE = frozenset(
    {"men", "but", "og", "och", "and", "nei", "nej", "no", "altsa", "alltsa", "helst", "please"}
    | {"takk", "tack", "er", "ar", "is", "its", "det", "this", "dette", "detta", "bara"}
    | {"jobber", "jobbar", "jobba", "arbeider", "arbetar", "work", "absolutt", "men", "do", "gar"}
)
_ASKED = frozenset({"er", "ar", "is", "har", "kan", "skal", "vil", "do", "does"})
_IS = frozenset({"er", "ar", "is", "var", "was"})
_WRONG = frozenset({"feil", "fel", "wrong", "galt", "gale"})
_FROM = frozenset({"fra", "fran", "from", "ifra"})
_TO = frozenset({"til", "till", "to", "hos", "numera"})
_MOVING = ("flytt", "bytt", "byta", "moved", "moving", "changed", "oppdater", "uppdater", "endre")
_NEAR = 4
_CLAUSE_MARKS = frozenset(',;:.!?(–—-\n«"')


def negated(words: Words, start: int, end: int) -> bool:
    """Whether the name in the tokens from `start` to `end` is named in order to be left out.

    A «not» counts when it begins a clause or stands with its verb («ikke om Interreg», «inte
    Vinnova», «jobber ikke i Verdal»); not in «vet ikke om Interreg passer» or «er ikke Interreg
    åpent?». So do «Notodden er feil» and, with a word for moving, «fra Tydal til Selbu».
    """
    return _after_not(words, start) or _wrong(words, end) or _left_behind(words, start, end)


def _after_not(words: Words, start: int) -> bool:
    before = start - 1
    while before >= 0 and start - before <= 3 and words.tokens[before].standard in _BETWEEN:
        before -= 1
    if before < 0 or words.tokens[before].standard not in _NOT:
        return False
    if any(_parted(words, i) for i in range(before, start)):
        return False
    if before == 0 or _parted(words, before - 1):
        return True
    return words.tokens[before - 1].standard in _CLAUSE and not _question(words, before - 1)


def _wrong(words: Words, end: int) -> bool:
    after = [token.standard for token in words.tokens[end : end + 2]]
    return len(after) == 2 and after[0] in _IS and after[1] in _WRONG


def _left_behind(words: Words, start: int, end: int) -> bool:
    if not start or words.tokens[start - 1].standard not in _FROM:
        return False
    goal = any(token.standard in _TO for token in words.tokens[end : end + _NEAR])
    return goal and any(token.standard.startswith(_MOVING) for token in words.tokens)


def _parted(words: Words, left: int) -> bool:
    """Whether a mark ends a clause between this token and the next."""
    gap = words.text[words.tokens[left].span[1] : words.tokens[left + 1].span[0]]
    return any(mark in _CLAUSE_MARKS for mark in gap)


def _question(words: Words, verb: int) -> bool:
    """Whether the verb opens a question: «er ikke …», «is not …»."""
    token: Token = words.tokens[verb]
    return token.standard in _ASKED and (verb == 0 or _parted(words, verb - 1))
