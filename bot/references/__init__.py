"""The conversations in Teams that the bot can write to."""
