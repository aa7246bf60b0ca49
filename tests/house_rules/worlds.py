"""Generated worlds of records around the cast: what there is, in names and numbers, and how it is kept.

A world is plain data, so that a failing one can be read. Numbers of children count round: whatever
is drawn, it names a child that is there.
"""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from hypothesis import strategies as st

from cairn.accounts.models import User
from cairn.accounts.roles import Role, permissions_of
from cairn.agencies.models import Agency, Council, Team
from cairn.audit.choices import Permission
from cairn.children.models import Child, EmergencyAccess, Involvement
from cairn.foundation import clock
from cairn.intelligence.choices import Handling
from cairn.intelligence.models import Source, Strand
from cairn.networks.models import Adult, Place, Thing
from cairn.submissions.choices import Rank
from cairn.submissions.models import Submission
from tests.cast import CAST
from tests.house_rules.casework import Casework, generated, keep_casework

COUNCILS = ("northmoor", "southmere")
AGENCIES = ("northmoor-cs", "southmere-cs", "police", "hill-school", "partnership")
TEAMS = {  # code: agency and council; one works across the county
    "northmoor-cst": ("northmoor-cs", "northmoor"),
    "southmere-desk": ("police", "southmere"),
    "county-desk": ("police", None),
}
NEWCOMERS = ("nell", "hugo")
MINUTES_BEFORE = (300, 240, 60, 1, 0, -1)  # that an emergency access began; it lasts:
MINUTES_LONG = (1, 60, 240, 480)


class Newcomer(NamedTuple):
    """Somebody of an agency, or of a team and its agency, and what their roles include."""

    permissions: frozenset[Permission]
    agency: str
    team: str | None


SETTLED = {  # beside the cast, whose work across an area is always across both
    "nia": Newcomer(permissions_of([Role.HUB_WORKER]), "northmoor-cs", None),
    "sol": Newcomer(permissions_of([Role.POLICE_CE]), "police", "southmere-desk"),
    "tia": Newcomer(permissions_of([Role.TEAM_MANAGER]), "southmere-cs", None),
    "rae": Newcomer(  # a role that nobody has yet
        permissions_of([Role.LEAD_PRACTITIONER])
        | {Permission.NETWORKS_RECORD, Permission.INTELLIGENCE_VIEW_SOURCE},
        "southmere-cs",
        None,
    ),
}


class Involved(NamedTuple):
    child: int
    person: str | None
    team: str | None
    agency: str | None  # none: the team's, or else the person's
    is_over: bool


class Opened(NamedTuple):
    child: int
    person: str
    minutes_before: int
    minutes_long: int
    was_given: bool


class Told(NamedTuple):
    """A strand, and where it came from."""

    council: str
    children: frozenset[int]
    handling: Handling
    agencies: frozenset[str]


class World(NamedTuple):
    newcomers: tuple[Newcomer, ...]
    children: list[tuple[str, bool]]  # council, and whether the record is restricted
    involvements: list[Involved]
    emergencies: list[Opened]
    adults: list[str]
    places: list[str]
    things: list[str]
    submissions: list[str | None]
    strands: list[Told]
    casework: Casework = Casework()


def _up_to(most: int, one: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Half of the lists are full: a few crowded worlds show more than many small ones."""
    sizes = st.sampled_from([0, most // 2, most, most])
    return sizes.flatmap(lambda size: st.lists(one, min_size=size, max_size=size))


_COUNCIL = st.sampled_from(COUNCILS)
_AGENCY = st.sampled_from(AGENCIES)
_TEAM = st.sampled_from(list(TEAMS))
_CHILD = st.integers(0, 39)
_WITH_CHILDREN = ("priya", "olu", "sam", "wren", *SETTLED, *NEWCOMERS)
_PERSON = st.sampled_from(_WITH_CHILDREN) | st.sampled_from([n for n in CAST if n != "stranger"])
_ROLE: st.SearchStrategy[str] = st.sampled_from([one for one in Role if one is not Role.SYSTEM])
# The first newcomer may do what a role that works with children may come to include; the second has
# roles as they are, several at once.
_MORE = st.sampled_from(
    [
        Permission.CHILDREN_REACH_AREA,
        Permission.NETWORKS_RECORD,
        Permission.SUBMISSIONS_TRIAGE,
        Permission.INTELLIGENCE_GRADE,
        Permission.INTELLIGENCE_VIEW_SOURCE,
        Permission.MEETINGS_RUN,
        Permission.MEETINGS_RUN_ALL,
        Permission.PATHWAYS_DECIDE,
    ]
)
_FIRST = st.frozensets(_MORE).map(permissions_of([Role.LEAD_PRACTITIONER]).union)
_SECOND = st.lists(_ROLE, max_size=3).map(permissions_of)
_INVOLVED = st.one_of(
    st.builds(Involved, _CHILD, _PERSON, st.none(), st.none(), st.booleans()),
    st.builds(Involved, _CHILD, _PERSON, st.none(), _AGENCY, st.booleans()),
    st.builds(Involved, _CHILD, _PERSON, _TEAM, st.none(), st.booleans()),
    st.builds(Involved, _CHILD, st.none(), _TEAM, st.none(), st.booleans()),
    st.builds(Involved, _CHILD, st.none(), st.none(), _AGENCY, st.booleans()),
)
_OPENED = st.builds(
    Opened, _CHILD, _PERSON, st.sampled_from(MINUTES_BEFORE), st.sampled_from(MINUTES_LONG),
    st.booleans(),
)  # fmt: skip
_TOLD = st.builds(
    Told, _COUNCIL, st.frozensets(_CHILD, max_size=3), st.sampled_from(Handling),
    st.frozensets(_AGENCY, max_size=2),
)  # fmt: skip
WORLDS = st.builds(
    World,
    st.tuples(*(st.builds(Newcomer, may, _AGENCY, st.none() | _TEAM) for may in (_FIRST, _SECOND))),
    _up_to(40, st.tuples(_COUNCIL, st.booleans())),
    _up_to(100, _INVOLVED),
    _up_to(60, _OPENED),
    *[_up_to(6, _COUNCIL)] * 3,
    _up_to(6, st.none() | _COUNCIL),
    _up_to(40, _TOLD),
    generated(_CHILD, _PERSON, _AGENCY, _COUNCIL, _up_to),
)


def keep(world: World, cast: dict[str, Any]) -> dict[str, Any]:
    """Write the world into the database. Who there is in it, by name."""
    councils = {row.code: row for row in Council.objects.all()}
    agencies = {row.code: row for row in Agency.objects.all()}
    teams = {row.code: row for row in Team.objects.select_related("agency")}
    others = SETTLED | dict(zip(NEWCOMERS, world.newcomers, strict=True))
    people = cast | {name: _person(name, said, agencies, teams) for name, said in others.items()}
    _keep_children(world, people, councils, agencies, teams)
    added = {"added_at": clock.now(), "added_by": people["pat"]}
    kinds: list[tuple[Any, list[str]]] = [
        (Adult, world.adults), (Place, world.places), (Thing, world.things),
    ]  # fmt: skip
    for model, codes in kinds:
        model.objects.bulk_create(
            model(council=councils[code], search_text="-", **_own(model, number), **added)
            for number, code in enumerate(codes)
        )
    Submission.objects.bulk_create(
        Submission(
            key=uuid4(), code_digest=b"-", content={}, shape=1, rank=Rank.OTHER,
            council=councils[code] if code else None, sent_at=clock.now(),
        )
        for code in world.submissions
    )  # fmt: skip
    _keep_strands(world, people["pat"], councils, agencies)
    keep_casework(world.casework, people, councils, agencies)
    return people


def _person(name: str, said: Newcomer, agencies: Any, teams: Any) -> User:
    team = teams.get(said.team)
    user = User.objects.create(
        email=f"{name}@example.test", name=name.title(), roles=[Role.PARTNER], password="!",
        agency=team.agency if team else agencies[said.agency], team=team,
    )  # fmt: skip
    user.permissions = said.permissions | permissions_of([Role.PARTNER])
    return user


def _own(model: Any, number: int) -> dict[str, str]:
    if model is not Thing:
        return {"name": str(number)}
    return {"kind": "phone", "value": str(number), "normal": str(number)}


def _keep_children(world: World, people: Any, councils: Any, agencies: Any, teams: Any) -> None:
    rows = Child.objects.bulk_create(
        Child(
            given_name=str(number), search_name=str(number), council=councils[council],
            is_restricted=restricted, restricted_because="A test" if restricted else "",
            added_at=clock.now(), added_by=people["pat"],
        )
        for number, (council, restricted) in enumerate(world.children)
    )  # fmt: skip
    if not rows:
        return
    Involvement.objects.bulk_create(
        Involvement(
            child=rows[said.child % len(rows)], kind="other", **_who(said, people, agencies, teams),
            why="A test", since_on=clock.today(), until_on=clock.today() if said.is_over else None,
        )
        for said in world.involvements
    )  # fmt: skip
    EmergencyAccess.objects.bulk_create(
        EmergencyAccess(
            child=rows[said.child % len(rows)], person=people[said.person], reason="A test",
            from_at=(began := clock.now() - timedelta(minutes=said.minutes_before)),
            until_at=began + timedelta(minutes=said.minutes_long), was_given=said.was_given,
        )
        for said in world.emergencies
    )  # fmt: skip


def _who(said: Involved, people: Any, agencies: Any, teams: Any) -> dict[str, Any]:
    person, team = people.get(said.person), teams.get(said.team)
    agency = agencies[said.agency] if said.agency else (team or person).agency
    return {"person": person, "team": team, "agency": agency}


def _keep_strands(world: World, made_by: User, councils: Any, agencies: Any) -> None:
    rows = Strand.objects.bulk_create(
        Strand(
            claim="-", text="-", learned_on=clock.today(), source_grade="2", information_grade="C",
            handling=said.handling, conditions="A test", council=councils[said.council],
            made_at=clock.now(), made_by=made_by, changed_at=clock.now(),
        )
        for said in world.strands
    )  # fmt: skip
    Source.objects.bulk_create(Source(strand=row, kind="other") for row in rows)
    children = list(Child.objects.order_by("pk"))
    named, told = Strand.children.through, Strand.for_agencies.through
    for row, said in zip(rows, world.strands, strict=True):
        numbers = {number % len(children) for number in said.children} if children else set()
        named.objects.bulk_create(named(strand=row, child=children[n]) for n in numbers)
        told.objects.bulk_create(told(strand=row, agency=agencies[code]) for code in said.agencies)
