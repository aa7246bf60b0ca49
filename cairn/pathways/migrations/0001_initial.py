"""Contacts, screening, pathways and what is decided in them."""

import cairn.foundation.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0002_destinations'),
        ('children', '0003_emergency_reviews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', cairn.foundation.fields.ReferenceField(prefix='CN')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('source', models.TextField(choices=[('hub', 'Safeguarding Hub'), ('submission', 'Information that was shared'), ('missing', 'A missing episode'), ('council', 'Another council'), ('partner', 'Another professional')])),
                ('who', models.TextField(blank=True)),
                ('said', models.TextField()),
                ('received_at', models.DateTimeField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='children.child')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Pathway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', cairn.foundation.fields.ReferenceField(prefix='PW')),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pathways', to='children.child')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.council')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LevelSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.TextField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')])),
                ('reason', models.TextField()),
                ('prompted', models.TextField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')])),
                ('why_differs', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='pathways.pathway')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField(choices=[('safer', 'The child is safer'), ('not_needed', 'Not needed: the Level 1 meeting found no exploitation'), ('other_plan', 'Another plan protects the child'), ('moved', 'The child lives with another council, which has taken it'), ('adult', 'The young person is an adult, and the transition plan has begun'), ('died', 'The child has died')])),
                ('childs_voice', models.TextField(blank=True)),
                ('plans_outcome', models.TextField()),
                ('what_remains', models.TextField()),
                ('at', models.DateTimeField()),
                ('reopened_because', models.TextField(blank=True)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='pathways.pathway')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField()),
                ('childs_view', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='pathways.pathway')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.TextField(choices=[('level_1', 'Level 1 meeting: open a pathway'), ('existing', 'Add it to the pathway that the child has'), ('social_care', 'Pass it to children’s social care'), ('early_help', 'Pass it to Early Help'), ('elsewhere', 'Not exploitation: pass it to another service'), ('nothing', 'No further action')])),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='screening', to='pathways.contact')),
                ('pathway', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='pathways.pathway')),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to_elsewhere', models.TextField(blank=True)),
                ('why', models.TextField()),
                ('offered_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, choices=[('accepted', 'Taken'), ('rejected', 'Not taken'), ('withdrawn', 'The question was taken back')])),
                ('answer_reason', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.council')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pathway', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='pathways.pathway')),
                ('to_council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.council')),
            ],
            options={
                'ordering': ['offered_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['received_at', 'id'], name='pathways_contacts_by_time'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('said', ''), _negated=True), name='pathways_contact_says_something'),
        ),
        migrations.AddIndex(
            model_name='pathway',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['council', '-opened_at', '-id'], name='pathways_open_by_council'),
        ),
        migrations.AddConstraint(
            model_name='pathway',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('child',), name='pathways_one_open_for_a_child'),
        ),
        migrations.AddIndex(
            model_name='levelset',
            index=models.Index(fields=['pathway', '-at', '-id'], name='pathways_latest_level'),
        ),
        migrations.AddConstraint(
            model_name='levelset',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='pathways_level_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='levelset',
            constraint=models.CheckConstraint(condition=models.Q(('prompted', ''), ('prompted', models.F('level')), models.Q(('why_differs', ''), _negated=True), _connector='OR'), name='pathways_says_why_the_level_differs'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.UniqueConstraint(condition=models.Q(('reopened_at', None)), fields=('pathway',), name='pathways_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='ending',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_at', None), ('reopened_because', ''), ('reopened_by', None)), models.Q(models.Q(('reopened_because', ''), _negated=True), ('reopened_at__isnull', False), ('reopened_by__isnull', False)), _connector='OR'), name='pathways_reopened_at_and_by_go_together'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['pathway', '-at', '-id'], name='pathways_latest_review'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='pathways_screened_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['level_1', 'existing']), ('pathway__isnull', False)), models.Q(models.Q(('outcome__in', ['level_1', 'existing']), _negated=True), ('pathway', None)), _connector='OR'), name='pathways_screening_leads_to_a_pathway'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('pathway',), name='pathways_one_offer_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('to_council__isnull', False), ('to_elsewhere', '')), models.Q(('to_council', None), models.Q(('to_elsewhere', ''), _negated=True)), _connector='OR'), name='pathways_offered_to_one_council'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='pathways_answer_at_and_by_go_together'),
        ),
    ]
