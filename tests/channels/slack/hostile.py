"""Replies as nobody writes them: any shape, and texts that want to be more than text."""

from hypothesis import strategies as st

from bot.message import Action, Button, Card, Line, Reply, Segment

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
    "*fet* _kursiv_ ~strek~ `kode`",
    "```\naldri lukket",
    "> sitat\n- punkt\n• punkt\n1. punkt",
    ":boom: :tada:",
    "&amp; &lt;!channel&gt;",
    "post_mottak@namsos.kommune.no",
    "se namsos.kommune.no/foui, takk",
    "\u202eetrekab\u2069",
)
_CALM = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
texts = st.lists(st.one_of(st.sampled_from(_TRICKS), _CALM), min_size=1, max_size=4).map(" ".join)
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
