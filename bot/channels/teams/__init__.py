"""Microsoft Teams: chats, channels, cards, forms, a message extension and a tab."""
