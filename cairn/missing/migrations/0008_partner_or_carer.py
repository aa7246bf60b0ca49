"""Whoever reports without reach to a record is a partner or a carer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("missing", "0007_sayings_stay"),
    ]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="source",
            field=models.TextField(
                choices=[
                    ("police_push", "Police notification"),
                    ("police_file", "Police notification, from a file"),
                    ("spreadsheet", "Spreadsheet"),
                    ("carer", "Partner or carer"),
                    ("page", "Recorded by a colleague"),
                ]
            ),
        ),
    ]
