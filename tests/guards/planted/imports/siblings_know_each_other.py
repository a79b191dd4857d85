# breaks: portal-floors
# as: payerport/eligibility/planted.py
from payerport.remittance import queries

look = queries
