"""The second lock by role and by part: PostgreSQL gives an organization's person a row of claims, files, payments
or inquiries only where their role may see such, and, of somebody limited to locations or Tax IDs, only those.

What is told of the reader is in `audit.lock`: `may`, `limited`, `places`, `tax_ids`, `payees`. The plan's own
people and processes meet no such lock; nobody else gets past the first one.
"""

from django.db import migrations

_NOT_ORG = "(SELECT coalesce(current_setting('payerport.reader', true), '')) <> 'org'"
_MAY = "(SELECT string_to_array(coalesce(current_setting('payerport.may', true), ''), ','))"
_LIMITED = "(SELECT coalesce(current_setting('payerport.limited', true), ''))"
_PERSON = "(SELECT nullif(current_setting('payerport.limited', true), '')::bigint)"


def _listed(name: str) -> str:
    return f"ANY ((SELECT string_to_array(coalesce(current_setting('payerport.{name}', true), ''), ','))::text[])"


_PLACE = "coalesce(nullif(submission #>> '{service_facility,npi}', ''), billing_npi)"
_CLAIM = f"submission #>> '{{billing,tax_id}}' = {_listed('tax_ids')} OR {_PLACE} = {_listed('places')}"
_OF_CLAIM = "claim_id IN (SELECT id FROM claims_claim)"
_SIDES = (
    "claims_statechange",
    "claims_claimfinding",
    "claims_decision",
    "claims_decisionline",
    "claims_decisionadjustment",
    "claims_accumulatorentry",
)
_OWN_FILE = f"received_by = {_PERSON}"
_OUTBOUND = (
    "answers_id IN (SELECT id FROM files_inboundfile) OR id IN (SELECT file_id FROM remittance_payment)"
)
LOCKS = (
    ("claims_claim", ("claims.see",), _CLAIM),
    *((table, ("claims.see",), _OF_CLAIM) for table in _SIDES),
    ("files_inboundfile", ("claims.see",), _OWN_FILE),
    ("files_filefinding", ("claims.see",), "file_id IN (SELECT id FROM files_inboundfile)"),
    ("files_outboundfile", ("claims.see", "payments.see"), _OUTBOUND),
    ("remittance_payment", ("payments.see",), f"payee_npi = {_listed('payees')}"),
    ("remittance_remittedclaim", ("claims.see", "payments.see"), _OF_CLAIM),
    ("eligibility_check", ("eligibility.check",), f"asked_by = {_PERSON}"),
    ("audit_event", (), f"user_id = {_PERSON}"),
)
"""(table, one of which permissions, which rows somebody limited sees)."""


def _lock(table: str, permissions: tuple[str, ...], own: str) -> tuple[str, str]:
    wanted = " OR ".join(f"'{one}' = ANY ({_MAY}::text[])" for one in permissions) or "true"
    lock = (
        f"CREATE POLICY part ON {table} AS RESTRICTIVE FOR SELECT USING ("
        f"{_NOT_ORG} OR (({wanted}) AND ({_LIMITED} = '' OR {own})))"
    )
    return lock, f"DROP POLICY part ON {table}"


_THROUGH = (
    "CREATE POLICY through ON audit_event FOR SELECT USING ("
    "(SELECT current_setting('payerport.reader', true)) = 'org' AND (detail ->> 'through')::bigint = "
    "(SELECT nullif(current_setting('payerport.org', true), '')::bigint))"
)
"""A billing group reads what its people did for those it bills for."""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_organization_locks"),
        ("audit", "0004_seal_locks"),
        ("claims", "0003_corrections"),
        ("eligibility", "0002_locks"),
        ("files", "0002_locks"),
        ("remittance", "0003_corrections"),
        ("restricted", "0002_second_lock"),
    ]
    operations = [
        *(migrations.RunSQL(*_lock(*one)) for one in LOCKS),
        migrations.RunSQL(_THROUGH, "DROP POLICY through ON audit_event"),
    ]
