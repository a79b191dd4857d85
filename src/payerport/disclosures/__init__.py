"""The accounting of disclosures that a member may ask for (45 CFR 164.528)."""
