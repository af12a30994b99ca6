"""Who is told what, when: people's wishes, the planner, and the delivery that loses nothing."""
