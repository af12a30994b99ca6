"""Text to meaning: language, words, names, rules, examples, confidence, and the reason why."""
