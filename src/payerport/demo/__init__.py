"""The demo plan's people, practices and traffic, from a seed. Not installed in production."""
