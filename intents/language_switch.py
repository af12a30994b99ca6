"""The wish for another language, said by its name: «på nynorsk takk», «english please»."""

from intents.meaning import Evidence, Language
from intents.words import Token, Words

_NAMES: dict[str, Language] = {
    **dict.fromkeys(("bokmal", "norsk", "norska", "norwegian"), "nb"),
    **dict.fromkeys(("nynorsk", "nynorska"), "nn"),
    **dict.fromkeys(("svensk", "svenska", "swedish"), "sv"),
    **dict.fromkeys(("engelsk", "engelska", "english"), "en"),
}
_POLITE = frozenset(
    {"takk", "tack", "please", "pls", "plz", "only", "her", "here", "har", "funkar", "from", "fra"}
    | {"framover", "heretter", "vidare", "now", "heller", "hellre", "gjerne", "garna"}
)
_VERBS = frozenset(
    {"svar", "svare", "svara", "svarar", "answer", "reply", "replies", "skriv", "skrive", "skriva"}
    | {"write", "snakk", "snakke", "snakka", "snakkar", "prat", "prata", "prate", "tala", "speak"}
    | {"talk", "ta", "tar", "take", "bruk", "bruke", "bruka", "anvand", "use", "bytt", "bytte"}
    | {"byt", "byta", "switch", "change", "fortsett", "fortsatt", "halla", "hald", "continue"}
    | {"skal", "ska", "do", "skriver", "snakker", "spraket", "sprak", "language", "ha"}
)
_ADDRESS = frozenset(
    {
        "meg",
        "mig",
        "me",
        "mej",
        "du",
        "you",
        "det",
        "it",
        "vi",
        "we",
        "alt",
        "allt",
        "svar",
        "sprak",
    }
    | {"everything", "helst", "switch", "bytt", "byt", "neste", "nasta", "til", "till", "to", "te"}
)
_ASIDE = frozenset(
    {"oversett", "oversette", "oversatt", "oversatta", "translate", "kurs", "course", "courses"}
    | {"opplaring", "utbildning", "classes", "lessons", "lara", "lare", "learn", "tekst", "teksten"}
    | {"text", "texten", "brev", "vedtak", "sammanfatta", "word", "ord", "in", "hva", "vad", "kva"}
)
_FEW_WORDS = 4
_REACH = 6


def language_switch(words: Words) -> tuple[Language | None, tuple[Evidence, ...]]:
    """Give the language that the person asks to be answered in, if they do.

    Naming a language is not enough («kurs i norsk», «oversett til engelsk»): a polite word
    beside it, or a verb for talking and somebody addressed, must be there too.
    """
    for position, token in enumerate(words.tokens):
        language = _NAMES.get(token.folded)
        if language and _wished(words, position):
            label = f"switch:{language}"
            return language, (Evidence("language", label, token.surface, 1.0, token.span),)
    return None, ()


def _wished(words: Words, position: int) -> bool:
    position, tokens = _in_sentence(words, position)
    folded = [token.folded for token in tokens]
    after = folded[position + 1 : position + 2]
    near = folded[max(0, position - _REACH) : position]
    if "ikke" in near or "ikkje" in near or "inte" in near or "not" in near:
        return False
    if after and after[0] in _POLITE and position <= _FEW_WORDS:
        return True
    if len(folded) <= 2:
        return len(folded) == 1 or folded[0] in {"pa", "in", "til", "till", "to"}
    if _ASIDE.intersection(near):
        return _in_question(near)
    verb = _VERBS.intersection(near)
    return bool(verb) and bool(_ADDRESS.intersection(folded) - verb or len(folded) <= _FEW_WORDS)


def _in_sentence(words: Words, position: int) -> tuple[int, tuple[Token, ...]]:
    """Cut out the sentence that a token stands in, and give its place there."""
    tokens = words.tokens
    begins = [at for at in range(len(tokens)) if at == 0 or tokens[at].starts_sentence]
    first = max(at for at in begins if at <= position)
    last = min((at for at in begins if at > position), default=len(tokens))
    return position - first, tokens[first:last]


def _in_question(near: list[str]) -> bool:
    """«can we do this in english»: «in» is no hindrance after a verb for talking."""
    return _ASIDE.intersection(near) == {"in"} and bool(_VERBS.intersection(near))
