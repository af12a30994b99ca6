"""The channels that the contract is held against: one file and one line for each."""

from tests.channels.contract import ChannelUnderTest
from tests.channels.under_test.console import Console
from tests.channels.under_test.email import Email
from tests.channels.under_test.slack import Slack
from tests.channels.under_test.teams import Teams
from tests.channels.under_test.telegram import Telegram
from tests.channels.under_test.web import Web

CHANNELS: tuple[ChannelUnderTest, ...] = (
    Web(),
    Console(),
    Email(),
    Slack(),
    Teams(),
    Telegram(),
)
