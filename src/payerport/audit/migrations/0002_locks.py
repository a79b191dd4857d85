"""The second lock on the record: anyone may add a row, the plan reads all, an organization what its own
people did.
"""

from django.db import migrations

_LOCK = """
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY writer ON audit_event FOR INSERT WITH CHECK (true);
CREATE POLICY reader ON audit_event FOR SELECT USING (
    (SELECT current_setting('payerport.reader', true)) = 'plan'
    OR ((SELECT current_setting('payerport.reader', true)) = 'org'
        AND organization_id = (SELECT nullif(current_setting('payerport.org', true), '')::bigint))
);
"""
_UNLOCK = """
DROP POLICY reader ON audit_event;
DROP POLICY writer ON audit_event;
ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(_LOCK, _UNLOCK)]
