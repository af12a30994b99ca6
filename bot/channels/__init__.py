"""Where people meet the bot: each channel renders the same `Reply` in its own way."""
