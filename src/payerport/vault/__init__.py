"""The keys of this house and what is locked with them: signatures of the record, encrypted columns.

Below every app; knows no table of any of them. `keyring` needs no Django.
"""
