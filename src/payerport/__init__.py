"""Payerport: a health plan's web portal. One app for one capability; this file must stay empty of imports."""
