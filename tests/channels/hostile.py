"""Replies, forms and pages as nobody writes them: of any shape, with texts that are traps."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from bot.form import Choice, Field, Form
from bot.home import Home, Section, Switch
from bot.message import Action, Button, Card, Line, Reply, Segment

some = settings(max_examples=50)
"""How often a property is tried: the shapes are large, and each is tried in many properties."""

_TRICKS = (
    "<!channel>",
    "<!here|ring meg>",
    "<@U0123ABCD>",
    "<#C0123ABCD|styret>",
    "<!date^1392734382^{date}|i dag>",
    "<https://evil.example|namsos.kommune.no>",
    "[namsos.kommune.no](https://evil.example)",
    "https://namsos.kommune.no@evil.example/|x",
    "javascript:alert(1)",
    "@here @channel #generelt",
    "@ordforeren (@bot) /slett /start@bot",
    '<b>fet</b> <a href="tg://user?id=1">x</a> </i> &#64;',
    "💡" * 40,
    "*fet* _kursiv_ ~strek~ `kode`",
    "```\naldri lukket",
    "> sitat\n- punkt\n• punkt\n1. punkt",
    ":boom: :tada:",
    "&amp; &lt;!channel&gt;",
    "post_mottak@namsos.kommune.no",
    "se namsos.kommune.no/foui, takk",
    "\u202eetrekab\u2069",
)
_CALM = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
texts = st.lists(st.sampled_from(_TRICKS) | _CALM, min_size=1, max_size=3).map(" ".join)
labels = texts.filter(str.strip)

segments = st.builds(Segment, texts, st.booleans())
lines = st.builds(
    Line, st.lists(segments, min_size=1, max_size=3).map(tuple), st.none() | labels
).filter(lambda line: line.text.strip())
actions = st.builds(
    Action, st.from_regex(r"[a-z_]{1,16}", fullmatch=True), st.text("abc-:0æ", max_size=20)
)
urls = st.sampled_from(
    ("/calendar/1.ics", "https://vinnova.se/x?a=1&b=2", "//evil.example", "javascript:alert(1)")
)
buttons = st.one_of(
    st.builds(Button, labels, action=actions, filled=st.booleans()),
    st.builds(Button, labels, url=urls),
)
cards = st.builds(
    Card,
    st.just("contact"),
    labels,
    rows=st.lists(lines, max_size=4).map(tuple),
    url=st.none() | urls,
    buttons=st.lists(buttons, max_size=3).map(tuple),
    more=st.lists(buttons, max_size=7).map(tuple),
    context=st.none() | lines,
)
replies = st.builds(
    Reply,
    st.sampled_from(("nb", "nn", "sv", "en")),
    st.lists(lines, min_size=1, max_size=6).map(tuple),
    cards=st.lists(cards, max_size=2).map(tuple),
    buttons=st.lists(buttons, max_size=3).map(tuple),
    more=st.lists(buttons, max_size=7).map(tuple),
    context=st.none() | lines,
)

_names = st.text("abcdefgh_", min_size=1, max_size=8)
_choices = st.builds(Choice, _names, labels)
_offers = st.lists(_choices, max_size=12, unique_by=lambda it: it.value).map(tuple)


def _fields_of(kinds: st.SearchStrategy[Any], values: st.SearchStrategy[Any], **parts: Any) -> Any:
    value = st.just(()) | values.map(lambda it: (it,))
    return st.builds(
        Field,
        _names,
        labels,
        kinds,
        value,
        required=st.booleans(),
        hint=st.just("") | texts,
        **parts,
    )


fields = st.one_of(
    _fields_of(st.sampled_from(("line", "text")), texts, most=st.none() | st.integers(1, 5000)),
    _fields_of(st.sampled_from(("choice", "choices")), _names, choices=_offers),
    _fields_of(st.just("day"), st.dates().map(str)),
    _fields_of(st.just("switch"), st.just("yes")),
)
forms = st.builds(
    Form,
    actions,
    st.sampled_from(("nb", "nn", "sv", "en")),
    labels,
    st.lists(fields, min_size=1, max_size=8, unique_by=lambda it: it.name).map(tuple),
    labels,
    st.lists(lines, max_size=3).map(tuple),
)
switches = st.builds(Switch, labels, st.booleans(), actions, actions)
sections = st.builds(
    Section,
    labels,
    lines=st.lists(lines, max_size=3).map(tuple),
    cards=st.lists(cards, max_size=2).map(tuple),
    switches=st.lists(switches, max_size=10).map(tuple),
    buttons=st.lists(buttons, max_size=3).map(tuple),
    more=st.lists(buttons, max_size=7).map(tuple),
)
homes = st.builds(
    Home,
    st.sampled_from(("nb", "nn", "sv", "en")),
    st.lists(sections, min_size=1, max_size=2).map(tuple),
)
