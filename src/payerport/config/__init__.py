"""Settings, addresses, logging, the database's life and the supervisor. No business rule lives here."""
