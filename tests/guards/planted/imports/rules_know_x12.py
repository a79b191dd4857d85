# breaks: core-no-x12
# as: plancore/claims/planted.py
from plancore.x12 import standard

form = standard
