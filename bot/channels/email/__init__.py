"""E-mail out: a notice becomes a letter, and the letter goes to a mail server."""
