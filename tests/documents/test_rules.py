"""What a file is comes from its content; a file that is two things at once is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.documents import rules
from cairn.documents.choices import DocumentKind, Scan
from tests.documents.samples import BAD, GOOD


@pytest.mark.parametrize("name", GOOD)
def test_kind_of_a_good_file(name):
    ending = "." + name.rsplit(".", 1)[1]
    assert rules.EXTENSIONS[rules.kind_of(GOOD[name])] == ending


@pytest.mark.parametrize("name", BAD)
def test_kind_of_a_bad_file_is_refused_in_a_sentence(name):
    with pytest.raises(rules.Unacceptable) as refusal:
        rules.kind_of(BAD[name])
    assert str(refusal.value).endswith(".")


@given(st.binary(max_size=400))
def test_kind_of_anything_is_a_kind_or_a_sentence(content):
    try:
        assert rules.kind_of(content) in DocumentKind
    except rules.Unacceptable as refusal:
        assert str(refusal).endswith(".")


@given(st.sampled_from(list(GOOD.values())), st.binary(min_size=1, max_size=60), st.booleans())
def test_kind_of_a_file_with_something_added_never_breaks(content, added, before):
    try:
        rules.kind_of(added + content if before else content + added)
    except rules.Unacceptable as refusal:
        assert str(refusal).endswith(".")


@given(st.text(max_size=300))
def test_safe_name_holds_no_path_and_no_control(typed):
    name = rules.safe_name(typed, DocumentKind.PDF)
    assert name.endswith(".pdf")
    assert not set(name) & set("/\\\r\n\0")
    assert len(name) <= 84


@pytest.mark.parametrize(
    ("scan", "has_scanner", "opens"),
    [
        (Scan.CLEAN, True, True),
        (Scan.CLEAN, False, True),
        (Scan.NOT_SCANNED, False, True),
        (Scan.NOT_SCANNED, True, False),
        (Scan.WAITING, True, False),
        (Scan.WAITING, False, False),
        (Scan.INFECTED, True, False),
        (Scan.INFECTED, False, False),
    ],
)
def test_reason_not_to_open(scan, has_scanner, opens):
    assert (rules.reason_not_to_open(scan=scan, has_scanner=has_scanner) is None) is opens


@pytest.mark.parametrize(
    ("size", "refused"), [(0, True), (1, False), (10**7, False), (10**7 + 1, True)]
)
def test_reason_not_to_receive(size, refused):
    assert bool(rules.reason_not_to_receive(size=size, most_megabytes=10)) is refused
