"""Second steps that come and go leave a trace, in the transaction that changes them; wrong ones
are counted towards the lock-out.
"""

from typing import Any

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cairn.accounts import actions, lockout, people, second_step


@receiver(post_save, sender=Authenticator)
def second_step_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if not created:
        return
    actions.record_second_factor(by=instance.user, kind=instance.type, is_removed=False)
    is_own = context.request is not None and context.request.user == instance.user
    if is_own and instance.type != Authenticator.Type.RECOVERY_CODES:
        second_step.was_just_set_up(context.request, instance.user, kind=instance.type)


@receiver(post_delete, sender=Authenticator)
def second_step_removed(instance: Authenticator, **kwargs: Any) -> None:
    actions.record_second_factor(by=instance.user, kind=instance.type, is_removed=True)


@receiver(signals.authentication_failed)
def second_step_failed(
    request: Any, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    lockout.count_failure(request, user)
    actions.record_failure(
        by=people.STRANGER,
        email=user.email,
        step=authenticator.type,
        is_locked=request.axes_locked_out,
    )
