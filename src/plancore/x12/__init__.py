"""X12 005010: tokens, guides as tables, checker, writer. Bytes in, events and findings out; no files, no clock."""
