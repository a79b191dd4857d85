"""Answers that are files."""

from django.http import HttpResponse


def x12_file(content: bytes, name: str) -> HttpResponse:
    """An X12 file to be saved under `name` (letters, digits, `.`, `-` and `_` only); no cache keeps it."""
    response = HttpResponse(content, content_type="application/edi-x12")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
