"""Payment runs, payments and their remittance advice."""
