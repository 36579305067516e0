"""Matrices: against a brute force over every coding and word of random studies, and what users meet."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from random_studies import PATHS, Given, Random, counted_as_one, covers, make_random_study, under

from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.synthesis.matrices import Matrix, cell_passages, matrix
from studies import make_study

AXES = ("case", "source", "section", "coder", "speaker", "role", "size")
SEEDS = range(10)
EVERYBODY = ("koder-a", "koder-b")


@pytest.fixture(scope="module", params=SEEDS)
def given(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Random:
    return make_random_study(tmp_path_factory.mktemp("random"), request.param)


class Brute:
    """Everything about one matrix, by going through all codings and all words for each number."""

    def __init__(self, study: Random, by: str, below: bool, coders: tuple[str, ...] | None) -> None:
        self.study, self.by, self.below = study, by, below
        self.codings = study.counted(coders)
        alike = counted_as_one(self.codings)
        self.one = {each.id: each.id if by == "coder" else alike[each.id] for each in self.codings}
        self.alike = alike

    def there(self, group: str | None, paths: tuple[str, ...]) -> list[Given]:
        """The codings in a group (in any, where None) of any of some codes."""
        return [
            each
            for each in self.codings
            if any(under(each.code, path, self.below) for path in paths) and self.is_in(each, group)
        ]

    def is_in(self, coding: Given, group: str | None) -> bool:
        groups = self.study.groups(self.by, coding)
        return bool(groups) if group is None else group in groups

    def count(self, group: str | None, *paths: str) -> int:
        one = self.alike if group is None else self.one
        return len({one[each.id] for each in self.there(group, paths)})

    def sources(self, group: str | None, *paths: str) -> int:
        return len({each.source for each in self.there(group, paths)})

    def coverage(self, group: str | None, groups: list[str], *paths: str) -> float:
        of_code = [each for each in self.codings if any(under(each.code, path, self.below) for path in paths)]
        if self.by == "coder":
            whose = [group] if group is not None else groups
            known = {each.source for each in self.codings if each.coder in whose}
            words = [word for word in self.study.words() if word.source in known]
            of_code = [each for each in of_code if each.coder in whose]
        else:
            meant = {group} if group is not None else set(groups)
            words = [word for word in self.study.words() if self.study.group_of_word(self.by, word) in meant]
        covered = [word for word in words if any(covers(each, word) for each in of_code)]
        return len(covered) / len(words) if words else math.nan


@pytest.mark.parametrize("by", AXES)
def test_counts_sources_and_presence_are_those_of_going_through_every_coding(given: Random, by: str) -> None:
    study = open_folder(given.folder)
    for below, coders, paths in (
        (True, None, PATHS),
        (False, EVERYBODY, PATHS),
        (True, EVERYBODY, ("a/b", "a/b/c", "g")),
    ):
        brute = Brute(given, by, below, coders)
        chosen = ("a/b", "g") if paths != PATHS else ()
        counts, sources, presence = (
            matrix(study, by, chosen, cell, below, coders) for cell in ("count", "sources", "presence")
        )
        assert counts.paths == paths
        there = {group for each in brute.codings for group in given.groups(by, each)}
        assert there <= {group.id for group in counts.groups}
        for row, group in enumerate(counts.groups):
            for column, path in enumerate(paths):
                assert counts.values[row, column] == brute.count(group.id, path)
                assert sources.values[row, column] == brute.sources(group.id, path)
                assert presence.values[row, column] == bool(brute.count(group.id, path))
            assert counts.row_totals[row] == brute.count(group.id, *paths)
            assert sources.row_totals[row] == brute.sources(group.id, *paths)
            assert presence.row_totals[row] == sum(bool(brute.count(group.id, path)) for path in paths)
        for column, path in enumerate(paths):
            assert counts.column_totals[column] == brute.count(None, path)
            assert sources.column_totals[column] == brute.sources(None, path)
            assert presence.column_totals[column] == sum(
                bool(brute.count(group.id, path)) for group in counts.groups
            )
        assert counts.total == brute.count(None, *paths)
        assert sources.total == brute.sources(None, *paths)
        assert counts.unknown == sum(each.code == "" for each in brute.codings)
        assert counts.without == len(_of_codes(brute, paths, False) - _of_codes(brute, paths, True))


def _of_codes(brute: Brute, paths: tuple[str, ...], in_group: bool) -> set[str]:
    """What codings of some codes count as, of all or of those in a group."""
    return {
        brute.alike[each.id]
        for each in brute.codings
        if any(under(each.code, path, brute.below) for path in paths)
        and (not in_group or brute.is_in(each, None))
    }


@pytest.mark.parametrize("by", AXES)
def test_coverage_is_that_of_going_through_every_word(given: Random, by: str) -> None:
    study = open_folder(given.folder)
    for below, coders in ((True, None), (False, EVERYBODY)):
        brute = Brute(given, by, below, coders)
        found = matrix(study, by, (), "coverage", below, coders)
        groups = [group.id for group in found.groups]
        expected = [[brute.coverage(group, groups, path) for path in PATHS] for group in groups]
        np.testing.assert_allclose(
            found.values, np.array(expected).reshape(len(groups), len(PATHS)), atol=1e-12
        )
        np.testing.assert_allclose(
            found.row_totals, [brute.coverage(g, groups, *PATHS) for g in groups], atol=1e-12
        )
        np.testing.assert_allclose(
            found.column_totals, [brute.coverage(None, groups, path) for path in PATHS], atol=1e-12
        )
        np.testing.assert_allclose(found.total, brute.coverage(None, groups, *PATHS), atol=1e-12)


@pytest.mark.parametrize("by", AXES)
def test_a_cell_opens_as_many_quotes_as_it_counts_and_no_others(given: Random, by: str) -> None:
    study = open_folder(given.folder)
    brute = Brute(given, by, True, EVERYBODY)
    found = matrix(study, by, coders=EVERYBODY)
    for row, group in [(None, None), *enumerate(group.id for group in found.groups)]:
        for column, path in [(None, None), *enumerate(PATHS)]:
            opened = [passage.coding.id for passage in cell_passages(found, row, column)]
            there = brute.there(group, PATHS if path is None else (path,))
            one = brute.alike if group is None else brute.one
            assert len(opened) == len(set(opened)) == len({one[each.id] for each in there})
            assert {one[id] for id in opened} == {one[each.id] for each in there}


def test_a_cell_of_coverage_opens_every_quote_that_covers_a_word_of_it(given: Random) -> None:
    study = open_folder(given.folder)
    found = matrix(study, "section", cell="coverage", coders=EVERYBODY)
    for row, group in enumerate(found.groups):
        for column, path in enumerate(PATHS):
            opened = {passage.coding.id for passage in cell_passages(found, row, column)}
            assert opened == {
                each.id
                for each in given.counted(EVERYBODY)
                if under(each.code, path, True)
                and any(covers(each, word) for word in given.words() if word.section == group.id)
            }


# what users meet

ATTRIBUTES = {
    "alta": 'name: "Alta"\nattributes: {innbyggere: "21 071", landsdel: "Nord"}\n',
    "bodo": 'name: "Bodø"\nattributes: {innbyggere: "53 000", landsdel: "Nord"}\n',
    "skien": 'name: "Skien"\nattributes: {innbyggere: "900"}\n',
    "voss": 'name: "Voss"\n',
}


@pytest.fixture
def four(tmp_path: Path) -> Path:
    """Four cases, of which two have codings; of the attributes one is missing in half of them."""
    return make_study(
        tmp_path / "four",
        cases={case: case for case in ATTRIBUTES},
        files={f"cases/{case}.yaml": text for case, text in ATTRIBUTES.items()},
    )


def ids(found: Matrix) -> list[str]:
    return [group.id for group in found.groups]


def test_cases_stand_in_the_order_asked_for_and_those_without_the_attribute_last(four: Path) -> None:
    study = open_folder(four)
    assert ids(matrix(study)) == ["alta", "bodo", "skien", "voss"]
    by_size = matrix(study, order="Innbyggere")
    assert ids(by_size) == ["skien", "alta", "bodo", "voss"]
    assert (by_size.ordered_by, by_size.missing) == ("innbyggere", ("voss",))
    assert ids(matrix(study, order="total")) == ["alta", "bodo", "skien", "voss"]
    by_hand = matrix(study, order=("Voss", "alta"))
    assert ids(by_hand) == ["voss", "alta"]
    assert by_hand.row_totals.tolist() == [0, 3]


def test_cases_stand_together_by_an_attribute_and_the_others_below(four: Path) -> None:
    study = open_folder(four)
    found = matrix(study, group_by="landsdel", order="innbyggere")
    assert [(group.id, group.under) for group in found.groups] == [
        ("alta", "Nord"), ("bodo", "Nord"), ("skien", ""), ("voss", ""),
    ]  # fmt: skip
    assert found.missing == ("voss", "skien")
    whole = matrix(study)
    for case in ATTRIBUTES:
        row, same = ids(found).index(case), ids(whole).index(case)
        assert found.values[row].tolist() == whole.values[same].tolist()


def test_the_highest_total_comes_first_within_the_group_it_stands_in(given: Random) -> None:
    study = open_folder(given.folder)
    found = matrix(study, order="total", group_by="size", coders=EVERYBODY)
    whole = matrix(study, coders=EVERYBODY)
    totals = dict(zip(ids(whole), whole.row_totals.tolist(), strict=True))
    assert found.row_totals.tolist() == [totals[case] for case in ids(found)]
    assert [group.under for group in found.groups] == ["900", "21 071", ""]
    ranked = [int(total) for total in matrix(study, order="total", coders=EVERYBODY).row_totals]
    assert ranked == sorted(totals.values(), reverse=True)
    # the values follow their case
    for row, case in enumerate(ids(found)):
        assert found.values[row].tolist() == whole.values[ids(whole).index(case)].tolist()


def test_an_attribute_that_half_of_the_cases_lack_groups_the_others_and_names_them(four: Path) -> None:
    found = matrix(open_folder(four), by="landsdel")
    assert ids(found) == ["Nord"]
    assert found.missing == ("skien", "voss")
    assert found.row_totals.tolist() == [3]


def test_former_paths_and_levels_choose_the_codes(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s"))
    assert matrix(study, codes=("barriers/resources",)).paths == ("barriers/capacity",)
    assert matrix(study, codes=("barriers", "challenges"), depth=1).paths == ("barriers", "challenges")
    assert matrix(study, depth=1).values.tolist() == [[2, 1], [0, 0]]
    assert matrix(study, depth=1, below=False).values.tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"by": "sak"}, "nothing can be counted by sak; there are case, source, section, coder, speaker, role, innb"),
        ({"by": "innbygere"}, "nothing can be counted by innbygere; did you mean innbyggere?"),
        ({"codes": ("barriers/capasity",)}, "there is no code barriers/capasity; did you mean barriers/capacity?"),
        ({"cell": "covrage"}, "a cell cannot hold covrage; did you mean coverage?"),
        ({"coders": ("koder-c",)}, "there is no coder koder-c; did you mean koder-a?"),
        ({"order": "innbygere"}, "there is no order innbygere by case; did you mean innbyggere?"),
        ({"order": "innbyggere", "by": "role"}, "there is no order innbyggere by role; give study, name, total"),
        ({"order": ("alta", "bod")}, "there is no case bod; did you mean bodo?"),
        ({"group_by": "landdel"}, "no case has an attribute landdel; did you mean landsdel?"),
        ({"group_by": "landsdel", "by": "source"}, "only cases can be grouped by an attribute, and these are by source"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_with_the_nearest(
    four: Path, asked: dict[str, object], refused: str
) -> None:
    with pytest.raises(StudyError) as error:
        matrix(open_folder(four), **asked)  # type: ignore[arg-type]
    assert str(error.value).startswith(refused)


@pytest.mark.parametrize("by", ["case", "source", "section", "coder", "speaker", "role"])
@pytest.mark.parametrize("cell", ["count", "sources", "presence", "coverage"])
def test_a_study_without_codings_codes_or_cases_gives_an_empty_matrix(
    tmp_path: Path, by: str, cell: str
) -> None:
    bare = make_study(tmp_path / "bare", cases={}, sources={}, codings={}, codebook="")
    empty = matrix(open_folder(bare), by, cell=cell)
    assert empty.values.shape == (0, 0)
    assert empty.highest == 0
    uncoded = matrix(open_folder(make_study(tmp_path / "uncoded", codings={})), by, cell=cell)
    assert not np.any(uncoded.values > 0)
    assert uncoded.values.shape[1] == 5
    assert cell_passages(uncoded, None, None) == ()
    one = matrix(
        open_folder(make_study(tmp_path / "one", cases={"alta": "Alta"})), by, cell=cell, order="total"
    )
    assert one.total > 0


def test_the_same_words_coded_alike_by_two_count_once_and_by_coder_in_full(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s", main_coder=""))
    whole = matrix(study, codes=("barriers/capacity",))
    assert whole.total == whole.row_totals[0] == 1
    assert whole.counted.endswith("Der flere har gitt de samme ordene den samme koden, teller det én gang.")
    by_coder = matrix(study, "coder", ("barriers/capacity",))
    assert dict(zip(ids(by_coder), by_coder.row_totals.tolist(), strict=True)) == {"koder-a": 1, "koder-b": 1}
    assert by_coder.total == 1
    # of I1's 26 words koder-b coded 9, koder-a 7 of these
    words = matrix(study, "speaker", ("barriers/capacity",), "coverage")
    assert words.values[ids(words).index("alta/I1"), 0] == 9 / 26
