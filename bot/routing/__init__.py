"""Who should get an idea, and why: the region's rules applied to one case."""
