"""A person's sessions, wherever they signed in."""

from allauth.usersessions.models import UserSession

from cairn.accounts.models import User


def end_sessions(user: User, *, keep: str = "") -> int:
    """End a person's sessions at once, but for the one with the key `keep`. Returns how many."""
    ended = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    for session in ended:
        session.end()
    return len(ended)
