"""The second lock on other coverage: row-level security, the plan's own."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("members", "0003_other_coverage")]
    operations = [migrations.RunSQL(*reader_policy("members_othercoverage", None))]
