"""For the plan's security staff: searching the record, and alerts by rules."""
