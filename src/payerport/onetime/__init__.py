"""One-time codes: eight digits by e-mail that prove a contact. No pages here."""
