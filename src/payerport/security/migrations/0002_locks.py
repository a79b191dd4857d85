"""The second lock on these tables: row-level security, the plan's own."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("security", "0001_security_tables")]
    operations = [
        migrations.RunSQL(*reader_policy("security_search", None)),
        migrations.RunSQL(*reader_policy("security_alert", None)),
    ]
