"""The app as Teams and Entra are told of it."""
