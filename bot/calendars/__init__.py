"""Calendars for other programs: one file for a call, a meeting or a plan, and feeds to follow."""
