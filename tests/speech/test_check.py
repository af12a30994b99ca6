"""The check of the catalogues finds each kind of fault, and none in what is shipped."""

from pathlib import Path

import pytest

from bot.speech.check import LANGUAGES, faults_in, main
from bot.speech.used_keys import uses_in

_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
_GOOD = {"a.hello": "Hei {name}, [[trolig]].", "button.go": "Vis", "day.1": "én", "day.2": "to"}
_CODE = """
def speak(say, number, it):
    say.line("a.hello", name=it)
    say.button("button.go", "go")
    return say.text(f"day.{number}")
"""


class Shelf:
    """Four catalogues alike, and code that uses them; a test spoils one thing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = _CODE
        self.catalogues = {language: dict(_GOOD) for language in LANGUAGES}
        self.more = dict.fromkeys(LANGUAGES, "")

    def everywhere(self, **messages: str) -> None:
        for catalogue in self.catalogues.values():
            catalogue |= {key.replace("__", "."): text for key, text in messages.items()}

    def faults(self) -> list[str]:
        for language, messages in self.catalogues.items():
            text = _HEAD + "".join(
                f'msgid "{key}"\nmsgstr "{said}"\n\n' for key, said in messages.items()
            )
            self._write(f"locales/{language}/words.po", text + self.more[language])
        self._write("bot/speaking.py", self.code)
        self._write("knowledge/nothing.py", "")
        found = faults_in(self.folder / "locales", self.folder)
        # The keys that the product itself puts together are no business of these small ones.
        return [fault for fault in found if not fault.startswith("locales: ")]

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_good_catalogues_have_no_fault(shelf: Shelf) -> None:
    assert shelf.faults() == []


def test_the_shipped_catalogues_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0, capsys.readouterr().out


def test_a_sentence_missing_in_one_language_is_named_with_its_file(shelf: Shelf) -> None:
    del shelf.catalogues["nn"]["a.hello"]
    assert shelf.faults() == ["locales/nn/words.po: a.hello: is missing"]


def test_a_placeholder_by_another_name_is_named(shelf: Shelf) -> None:
    shelf.catalogues["sv"]["a.hello"] = "Hej {namn}, [[troligen]]."
    assert shelf.faults() == ["locales/sv/words.po: a.hello: placeholders unlike nb: name, namn"]


def test_a_mark_that_one_language_lacks_is_found(shelf: Shelf) -> None:
    shelf.catalogues["en"]["a.hello"] = "Hello {name}, probably."
    assert shelf.faults() == ["locales/en/words.po: a.hello: 0 [[marks]], 1 in nb"]


def test_a_plural_that_one_language_lacks_is_found(shelf: Shelf) -> None:
    for language in LANGUAGES:
        shelf.more[language] = (
            'msgid "a.days"\nmsgid_plural "a.days"\nmsgstr[0] "én dag"\nmsgstr[1] "{count} dager"\n'
        )
    shelf.more["en"] = 'msgid "a.days"\nmsgstr "{count} days"\n'
    shelf.code += '    say.line("a.days", count=number)\n'
    assert shelf.faults() == ["locales/en/words.po: a.days: plural unlike nb"]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", "is empty"),
        ("Hei ", "begins or ends with a space"),
        ("Hei {name", "has a brace that is no placeholder"),
        ("Hei [[du", "has an open or empty [[mark]]"),
        ("Hei [[]]", "has an open or empty [[mark]]"),
        ("Hei!", "has an exclamation mark"),
        ("Hei ☀", "has an emoji"),
        ("Det finnes dessverre ikke.", "says «dessverre»"),
        ("Send innen {when}.", "says «innen»"),
        ("Send det " + "snart " * 20 + "nå.", "begins with 132 characters, at most 110"),
    ],
)
def test_a_sentence_that_breaks_a_rule_is_found(shelf: Shelf, written: str, fault: str) -> None:
    shelf.everywhere(a__said="Ja.")
    shelf.code += '    say.line("a.said")\n'
    shelf.catalogues["nb"]["a.said"] = written
    own = [it for it in shelf.faults() if it.startswith("locales/nb/words.po: a.said: ")]
    assert f"locales/nb/words.po: a.said: {fault}" in own


def test_words_that_are_good_in_another_sense_are_left_alone(shelf: Shelf) -> None:
    shelf.everywhere(a__said="Ja.")
    shelf.code += '    say.line("a.said")\n'
    shelf.catalogues["nb"]["a.said"] = "Forskning innen helse, senest fredag."
    shelf.catalogues["sv"]["a.said"] = "Hör av er innan ni startar."
    shelf.catalogues["en"]["a.said"] = "Ask a competence broker."
    assert shelf.faults() == []


def test_a_label_must_fit_its_button(shelf: Shelf) -> None:
    shelf.catalogues["nb"]["button.go"] = "Si fra når den nye kommer"
    assert shelf.faults() == [
        "locales/nb/words.po: button.go: is 25 characters, a button has room for 22"
    ]


def test_a_sentence_that_nothing_asks_for_is_found(shelf: Shelf) -> None:
    shelf.everywhere(a__old="Ja.")
    assert shelf.faults() == ["locales/en/words.po: a.old: is not used"]


def test_a_key_that_no_catalogue_has_is_named_with_its_line(shelf: Shelf) -> None:
    shelf.code += '    say.line("a.helo")\n    return ("b.odd", "a.new", "words.po")\n'
    assert shelf.faults() == [
        "bot/speaking.py:6: a.helo: is in no catalogue",
        "bot/speaking.py:7: a.new: is in no catalogue",
    ]


def test_a_key_written_twice_is_found(shelf: Shelf) -> None:
    shelf.more["nb"] = 'msgid "a.hello"\nmsgstr "Hei {name}, [[igjen]]."\n'
    assert shelf.faults() == ["locales/nb/words.po: a.hello: is also in words.po"]


def test_templates_ask_for_keys_too(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ t('web.send') }}\n{{ t('web.in.' ~ it) }}\n")
    uses = uses_in(tmp_path)
    assert [(use.key, use.place.split(":")[-1]) for use in uses] == [
        ("web.send", "1"),
        ("web.in.*", "2"),
    ]
    assert uses[1].matches("web.in.nb")
    assert not uses[1].matches("web.in.")
