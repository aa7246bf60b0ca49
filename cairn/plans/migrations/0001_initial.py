"""Plans and their versions."""

import cairn.foundation.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('children', '0003_emergency_reviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', cairn.foundation.fields.ReferenceField(prefix='PL')),
                ('kind', models.TextField(choices=[('safety', 'Safety plan'), ('transition', 'Transition plan')])),
                ('version', models.PositiveIntegerField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='children.child')),
            ],
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('why', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plans.plan')),
            ],
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('child', 'kind'), name='plans_one_of_each_kind'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='plans_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('number__gt', 1), models.Q(('why', ''), _negated=True)), _connector='OR'), name='plans_changed_for_a_reason'),
        ),
    ]
