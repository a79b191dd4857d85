# breaks: portal-floors
# as: payerport/remittance/planted.py
from payerport.edi import actions

send = actions
