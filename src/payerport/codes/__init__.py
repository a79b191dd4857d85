"""Loads the code sets: those shipped with the project, and a plan's own licensed ones from its data
directory.

Files read into memory, no tables and no Django, so that every process and command can have them. `tables()`
is the door.
"""

from payerport.codes.loading import tables

__all__ = ["tables"]
