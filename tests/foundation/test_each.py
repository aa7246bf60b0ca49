"""One that fails keeps no other from its turn, and the job is known to have failed."""

import pytest

from cairn.foundation.each import each


def test_each_does_the_rest_and_then_raises_the_first_failure():
    met = []

    def meet(number):
        met.append(number)
        if number in (2, 3):
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match="2"):
        each([1, 2, 3, 4], meet)
    assert met == [1, 2, 3, 4]


def test_each_gives_what_came_of_each():
    assert each([1, 2], str) == ["1", "2"]
