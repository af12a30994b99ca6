"""Everything that acts: channels, conversation, routing, web and command line."""
