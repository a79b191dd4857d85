# finds: uses open
def rates(name: str) -> str:
    with open(name) as source:
        return source.read()
