"""Texts of a file as people read them, and back."""


def readable(text: str) -> str:
    """The text as meant: bytes beyond ASCII are UTF-8 when they can be, else Latin-1."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def as_sent(text: str) -> str:
    """The text with each byte of its UTF-8 as one character, as files are read and written here."""
    return text if text.isascii() else text.encode("utf-8").decode("latin-1")
