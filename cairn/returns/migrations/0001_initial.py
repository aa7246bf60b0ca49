"""When children were looked after."""

import cairn.foundation.fields
import cairn.returns.models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('children', '0003_emergency_reviews'),
        ('missing', '0001_gist'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CarePeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', cairn.foundation.fields.ReferenceField(prefix='LA')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_periods', to='children.child')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['from_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='returns_care_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (cairn.returns.models.Days('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='returns_one_care_at_one_time')],
            },
        ),
    ]
