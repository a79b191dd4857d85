"""Claims: what was submitted, what is decided about it, and why."""
