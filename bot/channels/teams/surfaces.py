"""All that Teams has beside messages: what answers it at once, and what later."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.teams.act import Acts
from bot.channels.teams.answer import HANDLERS, Handler
from bot.channels.teams.consent import Consent
from bot.channels.teams.consent_card import ANSWER, LOOK
from bot.channels.teams.extension import Extension
from bot.channels.teams.forms import Forms
from bot.channels.teams.home import Homes
from bot.channels.teams.home_card import REFRESH
from bot.channels.teams.listen import SUBMITTED, AtOnce


@dataclass(frozen=True, slots=True)
class Surfaces:
    """What answers there."""

    forms: Forms
    extension: Extension
    consent: Consent
    homes: Homes

    def at_once(self) -> Mapping[str, AtOnce]:
        """Give what can't wait for a worker, by the name of the invoke."""
        acts = Acts(
            {
                REFRESH: self.homes.refresh,
                LOOK: self.consent.look,
                ANSWER: self.consent.answer,
            }
        )
        return {
            "adaptiveCard/action": acts.act,
            SUBMITTED: acts.submit,
            "task/fetch": self.forms.fetch,
            "task/submit": self.forms.submit,
            "composeExtension/fetchTask": self.extension.fetch,
            "composeExtension/submitAction": self.forms.submit,
            "composeExtension/query": self.extension.query,
        }

    def handlers(self) -> Mapping[str, Handler]:
        """Give what answers, by the kind of `Incoming`."""
        return {
            **HANDLERS,
            "opened": self.homes.show,
            "switched": self.homes.switch,
            "asked": self.consent.ask,
            "agreed": self.consent.agree,
            "declined": self.consent.decline,
        }
