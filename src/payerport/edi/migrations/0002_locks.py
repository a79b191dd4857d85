"""The second lock on these tables (row-level security), and their number sequences."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("edi", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("edi_inboundfile", "organization_id")),
        migrations.RunSQL(*reader_policy("edi_filefinding", "organization_id")),
        migrations.RunSQL(*reader_policy("edi_outboundfile", "organization_id")),
        migrations.RunSQL("CREATE SEQUENCE edi_receipt_number", "DROP SEQUENCE edi_receipt_number"),
        migrations.RunSQL("CREATE SEQUENCE edi_interchange_number", "DROP SEQUENCE edi_interchange_number"),
    ]
