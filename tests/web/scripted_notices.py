"""Notices and errands with prepared answers, for pages without a database."""

from bot.channels.web.letters import Asked, Done
from bot.links import LinkError
from bot.message import Action, Place, Reply
from tests.web.scripted_turn import line, press

REMINDER = Reply(
    "nb",
    (
        line("To uker igjen: Klimasats stenger onsdag 17. juni kl. 13.00."),
        line("politisk vedtak om egenandelen", "Igjen å gjøre"),
    ),
    buttons=(
        press("Minn meg 10. juni", "snooze_until:7=2026-06-10"),
        press("Vis plan", "plan:klimasats"),
        press("Slutt å minne meg", "stop:programme=klimasats"),
    ),
    context=line("Du følger Klimasats"),
)
STOPPED = Reply(
    "sv",
    (line("Aviseringarna om Vinnova är avstängda. Veckobrevet om skola fortsätter."),),
)
PLAN = Reply("nb", (line("Planen teller bakover fra onsdag 17. juni."),))


class ScriptedNotices:
    """Those who follow something, and what waits for each of them."""

    def __init__(self) -> None:
        self.followers: set[Place] = set()
        self.waiting: list[Reply] = []

    async def follows(self, place: Place) -> bool:
        return place in self.followers

    async def unseen(self, _: Place) -> tuple[Reply, ...]:
        shown, self.waiting = tuple(self.waiting), []
        return shown


ASKED = {
    "stop": Asked("sv", Action("stop", "programme=vinnova"), "stop", "Vinnova"),
    "stop_all": Asked("nn", Action("stop", "all"), "stop_all", ""),
    "snooze": Asked(
        "en", Action("snooze_until", "7=2026-06-10"), "snooze_until", "Wednesday 10 June"
    ),
    "plan": Asked("nb", Action("plan", "klimasats"), "plan", "Klimasats"),
}
DONE = {
    "stop": Done(STOPPED, "", (("Slå på igen", "/letter/follow"),)),
    "plan": Done(PLAN, "Klimasats", ()),
}


class ScriptedErrands:
    """Links by the name of what they do; counts what was done."""

    def __init__(self) -> None:
        self.done: list[str] = []

    async def ask(self, token: str) -> Asked:
        if token in ASKED:
            return ASKED[token]
        raise LinkError("expired" if token.startswith("old") else "odd")

    async def run(self, token: str) -> Done:
        await self.ask(token)
        self.done.append(token)
        return DONE[token]
