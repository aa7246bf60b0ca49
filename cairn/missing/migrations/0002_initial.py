"""Reports, episodes, what was said of them and who was asked."""

import cairn.foundation.fields
import cairn.missing.models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0002_destinations'),
        ('children', '0003_emergency_reviews'),
        ('missing', '0001_gist'),
        ('networks', '0003_sorted_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Episode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', cairn.foundation.fields.ReferenceField(prefix='ME')),
                ('kind', models.TextField(choices=[('missing', 'Missing'), ('away', 'Away without authorisation')])),
                ('grade', models.TextField(blank=True, choices=[('high', 'High risk'), ('medium', 'Medium risk'), ('low', 'Low risk'), ('no_apparent', 'No apparent risk'), ('', 'Not graded yet')])),
                ('police_reference', models.TextField(blank=True)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(blank=True, null=True)),
                ('ended', models.TextField(blank=True, choices=[('returned', 'The child returned'), ('turned_18', 'The young person turned 18 before they were known to have returned'), ('not_missing', 'The child had not been missing')])),
                ('ended_because', models.TextField(blank=True)),
                ('opened_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing_episodes', to='children.child')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.council')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', cairn.foundation.fields.ReferenceField(prefix='MR')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('source', models.TextField(choices=[('police_push', 'Police notification'), ('police_file', 'Police notification, from a file'), ('spreadsheet', 'Spreadsheet'), ('carer', 'Carer'), ('page', 'Recorded by a colleague')])),
                ('sender', models.TextField(blank=True)),
                ('message', models.TextField(blank=True)),
                ('received_at', models.DateTimeField()),
                ('kind', models.TextField(choices=[('missing', 'Missing'), ('away', 'Away without authorisation')])),
                ('grade', models.TextField(blank=True, choices=[('high', 'High risk'), ('medium', 'Medium risk'), ('low', 'Low risk'), ('no_apparent', 'No apparent risk'), ('', 'Not graded yet')])),
                ('police_reference', models.TextField(blank=True)),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
                ('reported_at', models.DateTimeField()),
                ('found_at', models.DateTimeField(blank=True, null=True)),
                ('returned_at', models.DateTimeField(blank=True, null=True)),
                ('given_name', models.TextField(blank=True)),
                ('family_name', models.TextField(blank=True)),
                ('born_on', models.DateField(blank=True, null=True)),
                ('said', models.JSONField(default=dict)),
                ('asks', models.TextField(blank=True)),
                ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                ('set_aside_because', models.TextField(blank=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('does', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='missing_reports', to='children.child')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.council')),
                ('episode', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='missing.episode')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('shown_at', models.DateTimeField(blank=True, null=True)),
                ('standard', models.TextField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='missing.report')),
            ],
            options={
                'ordering': ['step'],
            },
        ),
        migrations.CreateModel(
            name='Saying',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(choices=[('last_seen', 'Last seen'), ('reported', 'Reported'), ('found', 'Found'), ('returned', 'Returned'), ('not_back', 'Not back after all')])),
                ('at', models.DateTimeField()),
                ('who', models.TextField(blank=True)),
                ('how', models.TextField(blank=True)),
                ('where', models.TextField(blank=True)),
                ('why', models.TextField(blank=True)),
                ('said_at', models.DateTimeField()),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('episode', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sayings', to='missing.episode')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.place')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='missing.report')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('with_adults', models.ManyToManyField(blank=True, related_name='+', to='networks.adult')),
                ('with_children', models.ManyToManyField(blank=True, related_name='+', to='children.child')),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='episode',
            index=models.Index(fields=['child', '-from_at'], name='missing_of_child'),
        ),
        migrations.AddIndex(
            model_name='episode',
            index=models.Index(fields=['-from_at', '-id'], name='missing_by_time'),
        ),
        migrations.AddIndex(
            model_name='episode',
            index=models.Index(condition=models.Q(('until_at', None)), fields=['from_at', 'id'], name='missing_still'),
        ),
        migrations.AddIndex(
            model_name='episode',
            index=models.Index(fields=['-until_at', '-id'], name='missing_by_return'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=models.UniqueConstraint(condition=models.Q(('until_at', None)), fields=('child',), name='missing_one_open_episode'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('until_at', None)), models.Q(('until_at__isnull', False), models.Q(('ended', ''), _negated=True)), _connector='OR'), name='missing_ends_in_some_way'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=models.CheckConstraint(condition=models.Q(('until_at', None), ('until_at__gte', models.F('from_at')), _connector='OR'), name='missing_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='episode',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended', 'not_missing'), _negated=True), expressions=[('child', '='), (cairn.missing.models.Period('from_at', 'until_at', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='missing_no_two_at_one_time'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['-received_at', '-id'], name='missing_reports_by_time'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('acknowledged_at', None), ('set_aside_at', None)), fields=['received_at', 'id'], name='missing_reports_waiting'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('message', ''), _negated=True), fields=('sender', 'message'), name='missing_each_message_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('episode', None), ('child__isnull', False), _connector='OR'), name='missing_joined_for_a_child'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('set_aside_at', None), ('set_aside_because', ''), ('set_aside_by', None)), models.Q(('set_aside_at__isnull', False), ('set_aside_by__isnull', False), models.Q(('set_aside_because', ''), _negated=True)), _connector='OR'), name='missing_set_aside_by_somebody_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='missing_acknowledged_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['person', 'report'], name='missing_called'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(fields=('report', 'step'), name='missing_each_step_once'),
        ),
    ]
