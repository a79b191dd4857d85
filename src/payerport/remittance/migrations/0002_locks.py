"""The second lock on these tables (row-level security), and their number sequences."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("remittance", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("remittance_paymentrun", None)),
        migrations.RunSQL(*reader_policy("remittance_payment", "organization_id")),
        migrations.RunSQL(*reader_policy("remittance_remittedclaim", "organization_id")),
        migrations.RunSQL("CREATE SEQUENCE remittance_trace_number", "DROP SEQUENCE remittance_trace_number"),
    ]
