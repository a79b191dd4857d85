# finds: imports os
import os

PLAN = os.sep
