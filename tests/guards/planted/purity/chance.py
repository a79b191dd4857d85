# finds: imports random
import random

draw = random.Random(7)
