"""What Telegram is told of the bot: its commands in every language, and where it is reached."""

from telegram.ext import ExtBot

from bot.channels.telegram.commands import CODES, commands
from bot.channels.telegram.errors import told
from bot.channels.telegram.listen import KINDS
from bot.channels.telegram.webhook import PATH


async def tell_commands(bot: ExtBot[int]) -> None:
    """Let Telegram list the commands, each person's in their language. Raises as `told`."""
    for code, language in CODES.items():
        listed = list(commands(language))
        await told(bot.set_my_commands(listed, language_code=code or None))


async def set_webhook(bot: ExtBot[int], home: str, secret: str) -> None:
    """Let Telegram bring things to our address, and fetch nothing more. Raises as `told`."""
    url = f"{home}{PATH}"
    await told(bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS))


async def end_webhook(bot: ExtBot[int]) -> None:
    """Let things be fetched again; what waits at Telegram is kept there. Raises as `told`."""
    await told(bot.delete_webhook(drop_pending_updates=False))
