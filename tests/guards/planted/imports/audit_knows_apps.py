# breaks: portal-floors
# as: payerport/audit/planted.py
from payerport.claims import queries

look = queries
