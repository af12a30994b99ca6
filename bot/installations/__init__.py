"""Workspaces that let the bot in: tokens renewed and kept sealed, regions, the end."""
