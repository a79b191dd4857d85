"""The second lock on these tables: row-level security."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("providers_contract", "organization_id")),
    ]
