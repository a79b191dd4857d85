# finds: imports payerport.codes
from payerport.codes import tables

known = tables
