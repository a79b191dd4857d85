"""The second lock on these tables: row-level security."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("members_family", None)),
        migrations.RunSQL(*reader_policy("members_member", None)),
        migrations.RunSQL(*reader_policy("members_coverage", None)),
    ]
