"""Claims: receipt, decision, history; one action behind every door."""
