# Organizations of four kinds: Tax IDs, locations, delegations, groups; memberships with limits.

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_security_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployerGroup",
            fields=[
                ("number", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
            ],
        ),
        migrations.AddField(
            model_name="invitation",
            name="locations",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="tax_numbers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=9), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="locations",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="tax_numbers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=9), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="bills_for_others",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "Administrator"),
                    ("front_desk", "Front desk"),
                    ("biller", "Biller"),
                    ("clinical", "Clinical"),
                    ("medical_director", "Medical director"),
                    ("read_only", "Read-only"),
                    ("benefits_admin", "Benefits administrator"),
                    ("benefits_staff", "Benefits staff"),
                    ("agency_admin", "Agency administrator"),
                    ("broker", "Broker"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "Administrator"),
                    ("front_desk", "Front desk"),
                    ("biller", "Biller"),
                    ("clinical", "Clinical"),
                    ("medical_director", "Medical director"),
                    ("read_only", "Read-only"),
                    ("benefits_admin", "Benefits administrator"),
                    ("benefits_staff", "Benefits staff"),
                    ("agency_admin", "Agency administrator"),
                    ("broker", "Broker"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="organization",
            name="kind",
            field=models.CharField(
                choices=[
                    ("practice", "Practice"),
                    ("facility", "Facility"),
                    ("employer", "Employer"),
                    ("broker", "Broker"),
                ],
                default="practice",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contract", models.CharField(blank=True, max_length=60)),
                ("eligibility", models.BooleanField(verbose_name="Eligibility")),
                ("claims", models.BooleanField(verbose_name="Claims")),
                ("payments", models.BooleanField(verbose_name="Payments")),
                ("start", models.DateField()),
                ("end", models.DateField(null=True)),
                ("given_at", models.DateTimeField()),
                ("given_by", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.BigIntegerField(null=True)),
                (
                    "biller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["biller"], name="accounts_delegation_biller")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("organization", models.F("biller")), _negated=True),
                        name="accounts_delegation_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end", None), ("end__gte", models.F("start")), _connector="OR"),
                        name="accounts_delegation_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organization", "biller"),
                        name="accounts_delegation_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.DateField()),
                ("end", models.DateField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="accounts.employergroup",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end", None)),
                        fields=("organization", "group"),
                        name="accounts_grouprole_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("npi", models.CharField(max_length=10)),
                ("tax_number", models.CharField(max_length=9)),
                ("address_line1", models.CharField(max_length=55)),
                ("city", models.CharField(max_length=30)),
                ("state", models.CharField(max_length=2)),
                ("postal_code", models.CharField(max_length=9)),
                ("start", models.DateField()),
                ("end", models.DateField(null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end", None)),
                        fields=("organization", "npi"),
                        name="accounts_location_npi_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxId",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=9)),
                ("name", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.BigIntegerField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.BigIntegerField(null=True)),
                ("start", models.DateField(null=True)),
                ("end", models.DateField(null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tax_ids",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("end", None), ("start__isnull", False)),
                        fields=("number",),
                        name="accounts_taxid_in_force_for_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("organization", "number"),
                        name="accounts_taxid_asked_once",
                    ),
                ],
            },
        ),
    ]
