# breaks: core-floors
# as: plancore/kernel/planted.py
from plancore.codes import types

known = types
