"""The second lock on these tables: row-level security."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("eligibility_check", "organization_id")),
    ]
