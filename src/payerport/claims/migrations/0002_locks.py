"""The second lock on these tables (row-level security), and their number sequences."""

from django.db import migrations

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [
        migrations.RunSQL(*reader_policy("claims_claim", "organization_id")),
        migrations.RunSQL(*reader_policy("claims_statechange", "organization_id")),
        migrations.RunSQL(*reader_policy("claims_claimfinding", "organization_id")),
        migrations.RunSQL(*reader_policy("claims_decision", "organization_id")),
        migrations.RunSQL(*reader_policy("claims_decisionline", "organization_id")),
        migrations.RunSQL(*reader_policy("claims_decisionadjustment", "organization_id")),
        migrations.RunSQL(*reader_policy("claims_accumulatorentry", "organization_id")),
        migrations.RunSQL("CREATE SEQUENCE claims_control_number", "DROP SEQUENCE claims_control_number"),
    ]
