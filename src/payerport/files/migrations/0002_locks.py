"""The second lock on these tables (row-level security), and their number sequences."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("files_inboundfile", "organization_id")),
        migrations.RunSQL(*reader_policy("files_filefinding", "organization_id")),
        migrations.RunSQL(*reader_policy("files_outboundfile", "organization_id")),
        migrations.RunSQL("CREATE SEQUENCE files_receipt_number", "DROP SEQUENCE files_receipt_number"),
        migrations.RunSQL(
            "CREATE SEQUENCE files_interchange_number", "DROP SEQUENCE files_interchange_number"
        ),
    ]
