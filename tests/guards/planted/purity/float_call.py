# finds: uses float
def share(text: str) -> int:
    return round(float(text) * 100)
