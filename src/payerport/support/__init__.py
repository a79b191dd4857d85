"""Technical support: people who can not get back in by themselves are helped, by checked steps (R-36)."""
