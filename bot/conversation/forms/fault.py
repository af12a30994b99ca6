"""What can be wrong with what somebody filled in."""

from dataclasses import dataclass

from bot.ideas.sensitive import Sign, find_sensitive
from bot.speech.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a field cannot be taken as it is."""

    key: str
    signs: tuple[Sign, ...] = ()
    """Of a text that looks like one client's case: what gives it away."""
    limit: int = 0

    def said(self, say: Speaker) -> str:
        """Say it to the person."""
        signs = say.join(say.text(f"sensitive.sign.{it}") for it in self.signs)
        return say.text(self.key, signs=signs, limit=self.limit)


def fault_in(text: str, longest: int) -> Fault | None:
    """Look for what no text may be, whatever it is for. Nothing of it is kept anywhere."""
    if len(text) > longest:
        return Fault("case.fault.long", limit=longest)
    found = find_sensitive(text)
    return Fault("case.fault.sensitive", found.signs) if found else None
