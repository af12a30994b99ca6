"""The command `idelos`, one module a group of commands."""
