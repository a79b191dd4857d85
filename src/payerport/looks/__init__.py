"""What a member may ask about their own data: who looked at it, and to whom it was told."""
