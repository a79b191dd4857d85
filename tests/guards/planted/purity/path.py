# finds: imports pathlib
from pathlib import Path

HERE = Path(__file__)
