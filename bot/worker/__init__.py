"""The process that acts by itself: sends notices, and does what comes round by the clock."""
