"""How wide the columns of a page are."""

import pytest
from hostile import tables
from hypothesis import given

from crosscase.documents.layout import numeric_columns, shares
from crosscase.documents.values import Table

LONG = "Det er mangel på ressurser for å prioritere tiltak, og vi er to stykker på alt. " * 3


@given(tables())
def test_columns_share_the_whole_page(table: Table) -> None:
    found = shares(table)
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0


def test_short_columns_stay_on_one_line_beside_a_long_one() -> None:
    table = Table(("kommune", "svar", "formel", "sitat"), (("kommune 16", 16, "=1+1", LONG),))
    found = [94 * share for share in shares(table)]
    for letters, column in zip(found, ("kommune 16", "svar", "formel"), strict=False):
        assert letters > len(column) + 2
    assert found[3] > sum(found[:3])


def test_a_table_may_say_its_widths() -> None:
    assert shares(Table(("a", "b"), ((LONG, 1),), widths=(1, 3))) == (0.25, 0.75)


def test_columns_of_numbers_and_nothing_stand_to_the_right() -> None:
    rows = (("1", 2, None, "45 %", "a"), ("x", -0.5, "", "7 %", "1"))
    assert numeric_columns(Table(tuple("abcde"), rows)) == (False, True, False, True, False)
