"""The second lock: row-level security, the plan's own."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_disclosure")]
    operations = [migrations.RunSQL(*reader_policy("disclosures_disclosure", None))]
