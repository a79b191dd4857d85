# breaks: core-alone
# as: plancore/remittance/planted.py
from payerport.audit.actor import Actor

who = Actor
