"""Getting back into an account: forgotten usernames and passwords (R-35), and old ids with a PIN (R-38)."""
