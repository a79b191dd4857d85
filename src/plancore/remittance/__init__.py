"""Remittance: what a payment is made of, and the proof that it balances."""
