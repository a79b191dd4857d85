"""The plan's record of providers, and their contracts."""
