"""When to answer, when to ask, when to decline: the only place with these numbers."""

ANSWER = 0.5
"""From this confidence on, the bot answers; below, it asks with three likely meanings."""
DECLINE = 0.2
"""Below this confidence no meaning is likely enough to be offered; the bot says what it can do."""
SECOND = 0.6
"""A second question in a message counts from this confidence on."""
NEAR_EXAMPLE = 0.92
"""So like an example, and the message is taken to mean the same."""
