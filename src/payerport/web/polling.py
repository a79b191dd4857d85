"""What tells a page's own asking for news from a person's request."""

from typing import Final

POLL_HEADER: Final = "X-Poll"
"""A page that asks by itself sends this header (the `live` component does); it is no sign of a person."""
