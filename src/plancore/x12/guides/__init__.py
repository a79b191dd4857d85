"""The guides, one table a module and no code. README.md says how to read them."""
