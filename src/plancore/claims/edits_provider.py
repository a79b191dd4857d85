"""Edits on who rendered the service."""

from plancore.claims.work import ClaimWork, LineWork, Verdict, settle, verdict


def rendering(work: ClaimWork, line: LineWork) -> Verdict | None:
    """Who rendered the service is one of the practice's clinicians, and was so on the day."""
    who = line.line.rendering or work.claim.rendering
    record = work.snapshot.provider
    if who is None or not who.npi or record is None or line.terms is None or who.npi == record.npi:
        return None
    periods = record.roster.get(who.npi)
    if periods is not None:
        if any(line.line.service_from in period for period in periods):
            return None
        return verdict("edit.rendering.left")
    if who.npi in record.practitioners:
        return None
    return settle(work, line, line.terms.edits.rendering_unknown, "rendering.unknown")
