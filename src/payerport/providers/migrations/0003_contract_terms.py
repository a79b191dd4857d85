"""A contract's terms as a document."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("providers", "0002_locks")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="contract",
            name="terms",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
