"""The second lock on seals and leaves: the plan's own."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seals")]
    operations = [
        migrations.RunSQL(*reader_policy("audit_seal", None)),
        migrations.RunSQL(*reader_policy("audit_leaf", None)),
    ]
