"""The second lock: the plan alone reads these tables, and PostgreSQL leaves out the rows of restricted families
for a person of the plan's staff who has not opened them. The payer core, and practices, meet no such lock.
"""

from django.db import migrations

from payerport.audit.lock import reader_policy

_WITH_FAMILY = (
    "claims_claim",
    "claims_statechange",
    "claims_claimfinding",
    "claims_decision",
    "claims_decisionline",
    "claims_decisionadjustment",
    "claims_accumulatorentry",
    "eligibility_check",
    "remittance_remittedclaim",
)
_PERSON = "(SELECT nullif(current_setting('payerport.person', true), ''))"
_MOMENT = "(SELECT nullif(current_setting('payerport.at', true), '')::timestamptz)"


def _restricted_policy(table: str) -> tuple[str, str]:
    lock = (
        f"CREATE POLICY restricted ON {table} AS RESTRICTIVE FOR SELECT USING ("  # noqa: S608 -- our own tables
        f"{_PERSON} IS NULL OR family NOT IN ("
        "SELECT r.family FROM restricted_restriction r "
        f"WHERE r.lifted_at IS NULL AND r.since <= {_MOMENT} AND NOT EXISTS ("
        f"SELECT FROM restricted_opening o WHERE o.family = r.family AND o.user_id = {_PERSON}::bigint "
        f"AND o.at <= {_MOMENT} AND o.until > {_MOMENT})));"
    )
    return lock, f"DROP POLICY restricted ON {table};"


class Migration(migrations.Migration):
    dependencies = [
        ("restricted", "0001_restricted_tables"),
        ("claims", "0003_corrections"),
        ("eligibility", "0002_locks"),
        ("remittance", "0003_corrections"),
    ]
    operations = [
        migrations.RunSQL(*reader_policy("restricted_restriction", None)),
        migrations.RunSQL(*reader_policy("restricted_opening", None)),
        *(migrations.RunSQL(*_restricted_policy(table)) for table in _WITH_FAMILY),
    ]
