"""The payer core: values in, decisions with their reasons out.

Pure Python: the standard library only; no Django, database, network, files, clock, randomness or float.
"""
