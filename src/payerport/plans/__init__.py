"""Published plan designs and fee schedules: each version kept, so that a decision can be replayed."""
