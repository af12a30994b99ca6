"""The check of the catalogues: complete, alike, used, and in our voice.

``python -m bot.speech.check`` prints file, key and fault, a line each, and ends with 1 if any.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from babel.messages.pofile import read_po

from bot.message import Language
from bot.notices.vocabulary import CODES, NoticeKind
from bot.speech.catalogue import LOCALES
from bot.speech.used_keys import KEY, Use, uses_in, values_given
from bot.speech.voice import broken_rules
from knowledge.records.events import Event
from knowledge.records.requirements import REQUIREMENTS
from knowledge.records.vocabulary import NEEDS, THEMES

LANGUAGES: tuple[Language, ...] = get_args(Language)

_ROOT = LOCALES.parent
_FORMATS = get_args(Event.model_fields["format"].annotation)[0]
_MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence as written in a catalogue, with all its plural forms."""

    language: Language
    file: str
    key: str
    forms: tuple[str, ...]

    @property
    def placeholders(self) -> frozenset[str]:
        """What is filled in, in any form: the singular may do without the number."""
        return frozenset(name for form in self.forms for name in _PLACEHOLDER.findall(form))

    @property
    def marks(self) -> int:
        """How many words carry the amber label."""
        return self.forms[-1].count("[[")

    def told(self, fault: str) -> str:
        """Give a fault with its place."""
        return f"locales/{self.language}/{self.file}: {self.key}: {fault}"


def faults_in(locales: Path = LOCALES, root: Path = _ROOT) -> list[str]:
    """Give every fault of the catalogues, also against the code below `root`."""
    messages = [
        message for language in LANGUAGES for message in _read(locales / language, language)
    ]
    uses = uses_in(root / "bot")
    labels = _labels({message.key for message in messages}, uses)
    found = [
        *(fault for language in LANGUAGES for fault in _doubles(locales / language, language)),
        *_differences(messages),
        *(message.told(fault) for message in messages for fault in _form_faults(message)),
        *(
            message.told(fault)
            for message in messages
            for fault in broken_rules(
                message.language,
                message.key,
                message.forms,
                label=message.key in labels,
            )
        ),
        *_against_code(messages, uses, _families(root)),
    ]
    return list(dict.fromkeys(found))


def _labels(keys: Iterable[str], uses: Iterable[Use]) -> frozenset[str]:
    """Give the keys that stand on buttons; a use of the key itself goes before a family."""
    named = {use.key for use in uses if not use.is_family}
    labels = {use.key for use in uses if use.label}
    families = [use for use in uses if use.label and use.is_family]
    return frozenset(
        key
        for key in keys
        if (key in labels if key in named else any(use.matches(key) for use in families))
    )


def _read(folder: Path, language: Language) -> Iterator[Message]:
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, abort_invalid=True):
                key = entry.id if isinstance(entry.id, str) else entry.id[0]
                forms = (entry.string,) if isinstance(entry.string, str) else entry.string
                if key:
                    yield Message(language, path.name, key, tuple(forms or ("",)))


def _doubles(folder: Path, language: Language) -> Iterator[str]:
    """Find what is written twice; gettext itself would keep the last without a word."""
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        for key in _MSGID.findall(path.read_text(encoding="utf-8")):
            if key in seen:
                yield f"locales/{language}/{path.name}: {key}: is also in {seen[key]}"
            seen[key] = path.name


def _differences(messages: list[Message]) -> Iterator[str]:
    """Compare the languages key by key."""
    by_key: dict[str, dict[Language, Message]] = {}
    for message in messages:
        by_key.setdefault(message.key, {})[message.language] = message
    for versions in by_key.values():
        yield from _unlike(versions)


def _unlike(versions: Mapping[Language, Message]) -> Iterator[str]:
    first = next(iter(versions.values()))
    for language in LANGUAGES:
        message = versions.get(language)
        if message is None:
            yield f"locales/{language}/{first.file}: {first.key}: is missing"
            continue
        if message.file != first.file:
            yield message.told(f"is in {first.file} in {first.language}")
        if message.placeholders != first.placeholders:
            names = ", ".join(sorted(message.placeholders ^ first.placeholders))
            yield message.told(f"placeholders unlike {first.language}: {names}")
        if len(message.forms) != len(first.forms):
            yield message.told(f"plural unlike {first.language}")
        if message.marks != first.marks:
            yield message.told(f"{message.marks} [[marks]], {first.marks} in {first.language}")


def _form_faults(message: Message) -> Iterator[str]:
    if not KEY.fullmatch(message.key):
        yield "is no key such as web.send"
    for form in message.forms:
        rest = _PLACEHOLDER.sub("", form)
        if not form.strip():
            yield "is empty"
        elif form != form.strip():
            yield "begins or ends with a space"
        if "{" in rest or "}" in rest:
            yield "has a brace that is no placeholder"
        if re.sub(r"\[\[[^\[\]]+\]\]", "", form).count("[[") or form.count("[[") != form.count(
            "]]"
        ):
            yield "has an open or empty [[mark]]"


def _against_code(
    messages: Iterable[Message], uses: Iterable[Use], families: Mapping[str, Iterable[str]]
) -> Iterator[str]:
    """Compare what is written with what the code asks for, both ways."""
    by_key = {message.key: message for message in messages}
    areas = {key.split(".")[0] for key in by_key}
    mentioned, asked = set[str](), list[Use]()
    for use in uses:
        if use.is_family:
            asked.append(use)
            continue
        mentioned.add(use.key)
        known_area = use.is_key and use.key.split(".")[0] in areas
        if (use.spoken or known_area) and use.key not in by_key:
            yield f"{use.place}: {use.key}: is in no catalogue"
    required = {f"{family}{name}" for family, names in families.items() for name in names}
    yield from (f"locales: {key}: is in no catalogue" for key in sorted(required - by_key.keys()))
    patterns = [use for use in set(asked) if KEY.match(use.key.split("*")[0] + "x")]
    for key, message in by_key.items():
        if key not in mentioned and not any(use.matches(key) for use in patterns):
            yield message.told("is not used")


def _families(root: Path) -> Mapping[str, Iterable[str]]:
    """Give the keys that are put together at run time, so that none can be missing then."""
    return MappingProxyType(
        {
            "theme.": THEMES,
            "need.": NEEDS,
            "format.": get_args(_FORMATS),
            "log.kind.": set(get_args(NoticeKind)) - CODES,
            "notices_cli.kind.": get_args(NoticeKind),
            "count.": map(str, range(1, 13)),
            "plan.step.": (*REQUIREMENTS, "reading", "send", "send_opening"),
            "error.": values_given(root / "bot", {"DatabaseError"}),
            "error.setting.": values_given(root / "bot", {"PydanticCustomError"}),
            "kb.fault.": values_given(root / "knowledge", {"Fault", "fault"}),
        }
    )


def main() -> int:
    """Print every fault; the exit status is 1 if there are any."""
    faults = faults_in()
    for fault in faults:
        print(fault)
    by_place = Counter(fault.split(":")[0] for fault in faults)
    print(f"{len(faults)} faults in {len(by_place)} files" if faults else "Catalogues are complete")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
