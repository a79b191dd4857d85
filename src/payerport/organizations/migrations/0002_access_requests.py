# Requests to act for an organization, and their lock.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from payerport.audit.lock import reader_policy


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0006_organization_locks"),
        ("organizations", "0001_second_lock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tax_number", models.CharField(max_length=9)),
                (
                    "role",
                    models.CharField(
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
                ("words", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("is_granted", models.BooleanField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "-asked_at"], name="organizations_request_org")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("user", "tax_number"),
                        name="organizations_request_one_open",
                    )
                ],
            },
        ),
        migrations.RunSQL(*reader_policy("organizations_accessrequest", "organization_id")),
    ]
