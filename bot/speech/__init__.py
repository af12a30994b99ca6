"""How the bot puts things: catalogues, dates, numbers, lists, degrees of certainty."""
