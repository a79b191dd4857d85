"""The second lock on what was found about alerts: row-level security, the plan's own."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("security", "0003_findings")]
    operations = [migrations.RunSQL(*reader_policy("security_finding", None))]
