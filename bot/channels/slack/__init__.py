"""Slack: what comes in from it, and how answers, forms and a person's own page look there."""
