# finds: divides by /, which makes a float of integers
def percent(part: int, whole: int) -> int:
    return int(part * 100 / whole)
