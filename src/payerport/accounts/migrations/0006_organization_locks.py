"""The second lock on an organization's own tables. A delegation is read by both who give and who hold it; a
group by the plan and those who have it.
"""

from django.db import migrations

from payerport.audit.lock import reader_policy

_ORG = "(SELECT nullif(current_setting('payerport.org', true), '')::bigint)"
_IS_ORG = "(SELECT current_setting('payerport.reader', true)) = 'org'"

_HELD = f"CREATE POLICY holder ON accounts_delegation FOR SELECT USING ({_IS_ORG} AND biller_id = {_ORG})"
_OWN_GROUPS = f"{_IS_ORG} AND number IN (SELECT group_id FROM accounts_grouprole)"  # noqa: S608 -- our own table
_GROUPS = f"CREATE POLICY holder ON accounts_employergroup FOR SELECT USING ({_OWN_GROUPS})"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_organizations")]
    operations = [
        migrations.RunSQL(*reader_policy("accounts_taxid", "organization_id")),
        migrations.RunSQL(*reader_policy("accounts_location", "organization_id")),
        migrations.RunSQL(*reader_policy("accounts_delegation", "organization_id")),
        migrations.RunSQL(*reader_policy("accounts_grouprole", "organization_id")),
        migrations.RunSQL(*reader_policy("accounts_employergroup", None)),
        migrations.RunSQL(_HELD, "DROP POLICY holder ON accounts_delegation"),
        migrations.RunSQL(_GROUPS, "DROP POLICY holder ON accounts_employergroup"),
    ]
