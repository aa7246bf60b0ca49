"""Somebody for property-based tests, which cannot be given fixtures for each example."""

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.agencies.choices import AgencyKind
from cairn.agencies.models import Agency, Council


def hub_worker():
    """A Hub worker of an area of their own, made once in each transaction."""
    known = User.objects.filter(email="someone@example.test").first()
    if known:
        return known
    agency = Agency.objects.create(code="someones", name="Someone’s", kind=AgencyKind.COUNCIL)
    agency.councils.add(Council.objects.create(code="somewhere", name="Somewhere"))
    return User.objects.create(
        email="someone@example.test", name="Someone", roles=[Role.HUB_WORKER], agency=agency
    )
