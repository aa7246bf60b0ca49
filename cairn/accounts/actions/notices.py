"""Telling a person that something waits for them, once, and what became of the e-mail."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from cairn.accounts import queries, rules
from cairn.accounts.choices import Event, LetterState
from cairn.accounts.models import Invitation, Notice, User
from cairn.accounts.waking import wake
from cairn.audit import trail
from cairn.audit.choices import Permission
from cairn.audit.guards import action
from cairn.foundation import clock
from cairn.foundation.refusals import find, hold


# Whoever's act causes a notice gives it, a person without an account included: it carries a
# page's name and a reference, and opening that page asks again who is there.
@action(Permission.PUBLIC_VIEW)
def give_notice(
    *, by: Any, person: User, key: str, wording: str, page: str = "", reference: str = ""
) -> Notice | None:
    """Tell a person that something waits, and queue an e-mail that says only so.

    Idempotent on (person, key). `page` is a URL name, `reference` what the notice is about, which
    most pages take. None for somebody whose account has ended.
    """
    if not person.is_active:
        return None
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        key=key,
        defaults={
            "wording": wording,
            "page": page,
            "about": reference,
            "given_at": clock.now(),
        },
    )
    if is_new:
        _queue_letter(notice)
        wake([person.pk])
    return notice


def _queue_letter(notice: Notice, *, later: timedelta | None = None) -> None:
    from cairn.accounts.tasks import send_notice_letter  # the job calls these actions

    how: dict[str, Any] = {}
    if later:  # by the machine's clock, as jobs go
        how["schedule_in"] = {"seconds": int(later.total_seconds())}
    send_notice_letter.configure(**how).defer(notice=notice.reference)


@action(Permission.ACCOUNTS_SELF)
def open_notice(*, by: User, reference: str) -> Notice:
    """The notice, seen from now on."""
    notice = hold(queries.notices(by=by), reference=reference)
    if notice.seen_at is None:
        notice.seen_at = clock.now()
        notice.save(update_fields=["seen_at"])
        trail.record(by=by, event=Event.NOTICE_SEEN, on=notice)
        wake([by.pk])
    return notice


@action(Permission.ACCOUNTS_SELF)
def see_all_notices(*, by: User, newest: str) -> int:
    """All one's notices up to `newest`, the last that the page showed, are seen. How many."""
    last = find(queries.notices(by=by), reference=newest)
    number = _mark_seen(queries.unseen_notices(by=by).filter(given_at__lte=last.given_at))
    if number:
        trail.record(by=by, event=Event.NOTICES_SEEN, on=by, number=number)
    return number


# Whoever's act makes them moot closes them, as whoever's act causes one gives it.
@action(Permission.PUBLIC_VIEW)
def close_notices(*, by: Any, about: str, keys: Iterable[str]) -> int:
    """Notices about something that is dealt with wait no longer, whoever has them.

    `keys` are the beginnings of their keys. The act that dealt with it is the trace.
    """
    which = Q()
    for key in keys:
        which |= Q(key__startswith=key)
    return _mark_seen(Notice.objects.filter(which, about=about, seen_at=None))


def _mark_seen(rows: QuerySet[Notice]) -> int:
    """In one order, so that two who do this at once do not wait for each other."""
    locked = rows.order_by("pk").select_for_update()
    found = dict(locked.values_list("pk", "person_id"))
    if not found:
        return 0
    wake(found.values())
    return Notice.objects.filter(pk__in=found).update(seen_at=clock.now())


# As with a notice: whoever's act changes what their pages say, and no page says more for it.
@action(Permission.PUBLIC_VIEW)
def wake_pages(*, by: Any, people: Iterable[int]) -> None:
    """The open pages of these people (their numbers) look again, once this act is done."""
    wake(people)


@action(Permission.SERVICE_OPERATE)
def take_notice_letter(*, by: Any, reference: str) -> queries.Letter | None:
    """The e-mail that goes with a notice, to be sent now; None where there is none to send now.

    While another one to the same person is on its way, this one waits for what becomes of it.
    """
    # The person's row is held, so that two letters to one person are not taken at once.
    rows = Notice.objects.select_for_update(no_key=True, of=("person",)).select_related("person")
    notice = rows.filter(reference=reference, letter=LetterState.WAITING).first()
    if notice is None or not notice.person.is_active:
        return None
    now = clock.now()
    others = Notice.objects.filter(person=notice.person, seen_at=None).exclude(pk=notice.pk)
    last = others.filter(letter=LetterState.SENT).aggregate(last=Max("sent_at"))["last"]
    if notice.seen_at or rules.is_covered(now=now, last_sent_at=last):
        record_notice_letter(by=by, reference=reference, letter=LetterState.COVERED)
        return None
    on_its_way = others.filter(letter=LetterState.WAITING, sent_at__gt=now - rules.SENDING_TAKES)
    if on_its_way.exists():
        _queue_letter(notice, later=rules.SENDING_TAKES)
        return None
    Notice.objects.filter(pk=notice.pk).update(sent_at=now)
    return queries.Letter(to=notice.person.email, page=reverse("accounts:notices"))


@action(Permission.SERVICE_OPERATE)
def record_notice_letter(*, by: Any, reference: str, letter: LetterState) -> None:
    """What became of the e-mail that goes with a notice."""
    sent_at = clock.now() if letter == LetterState.SENT else None
    Notice.objects.filter(reference=reference, letter=LetterState.WAITING).update(
        letter=letter, sent_at=sent_at
    )


@action(Permission.SERVICE_OPERATE)
def record_invitation_letter(*, by: Any, reference: str, letter: LetterState) -> None:
    """What became of the e-mail that carries an invitation's link."""
    Invitation.objects.filter(reference=reference, letter=LetterState.WAITING).update(letter=letter)
