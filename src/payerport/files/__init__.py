"""Files that were exchanged: the bytes as received or written, with their receipt and numbers."""
