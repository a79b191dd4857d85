"""Bytes as they are read. What is kept is always what came."""


def readable(content: bytes) -> bytes:
    """PostgreSQL's texts hold no zero byte: such a one is read as the control character SUB, which X12 does
    not allow either.
    """
    return content.replace(b"\0", b"\x1a")
