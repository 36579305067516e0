"""Merging by id, as plain values: against brute force, and whatever holds of any merge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study import codebook_file, codings, merge_codebook, merge_codings
from crosscase.study.codebook import Codebook
from crosscase.study.codebook_file import read_codebook, write_codebook
from crosscase.study.merge import Merging, merged_order, same
from crosscase.study.merge_codebook import merge_codebook as merged_codebook
from crosscase.study.merge_codings import NotMergeable
from crosscase.study.merge_file import Merged, Sides, merge_file, sides_of
from crosscase.study.merge_yaml import emit_styled, read_styled
from crosscase.study.model import Code
from studies import BODY, CODEBOOK, CODINGS, Coded, codings_text

ROOT = Path(__file__).resolve().parents[2]
FILE = "codings/alta/fokusgruppe/koder-a.yaml"
HASH = "0" * 32

memos = st.sampled_from(["", "en", "to"])
coding = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["barriers", "drivers", "measures"]),
        "start": st.integers(0, 5),
        "memo": memos,
        "key": st.booleans(),
    }
)
versions = st.dictionaries(st.sampled_from("abcdef"), coding, max_size=6)


def content(version: dict[str, dict[str, Any]]) -> str:
    """A codings file as the program writes it."""
    made = [
        codings.Coding(
            id * 10, "alta/fokusgruppe", "koder-a", c["code"], (c["start"], c["start"] + 3), BODY[c["start"] :][:3],
            "", "", "2021-12-01T10:22:05Z", c["memo"], c["key"],
        )
        for id, c in version.items()
    ]  # fmt: skip
    return codings.write_codings("alta/fokusgruppe", "koder-a", HASH, made, lambda path: path)


def read(text: str) -> dict[str, dict[str, Any]]:
    """The same, read by another library."""
    return {
        record["id"][0]: {
            "code": record["code"], "start": record["at"][0], "memo": record.get("memo", ""),
            "key": record.get("key", False),
        }
        for record in yaml.safe_load(text)["codings"]
    }  # fmt: skip


def merged(base: str, ours: str, theirs: str, file: str = FILE) -> Merged:
    return merge_file(file, Sides(base, ours, theirs))


def brute_force(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    """What a merge by id and field must give, and the ids in conflict."""
    found, open_ = {}, set()
    for id in {*base, *ours, *theirs}:
        b, o, t = (side.get(id) for side in (base, ours, theirs))
        if o == t or t == b:
            result = o
        elif o == b:
            result = t
        elif o is None or t is None:
            open_.add(id)
            continue
        else:
            result = {}
            for field in o:
                was = (b or {}).get(field, {"memo": "", "key": False}.get(field))
                if o[field] == t[field] or t[field] == was:
                    result[field] = o[field]
                elif o[field] == was:
                    result[field] = t[field]
                else:
                    open_.add(id)
        if result is not None:
            found[id] = result
    return found, open_


@given(versions, versions, versions)
def test_a_merge_of_codings_is_what_brute_force_says(base, ours, theirs) -> None:
    wanted, open_ = brute_force(base, ours, theirs)
    result = merged(content(base), content(ours), content(theirs))
    assert {conflict.path[1][0] for conflict in result.conflicts} == open_
    if not open_:
        assert read(result.text) == wanted
        assert result.text == content(wanted)  # to the letter what the program itself would write


@given(versions, versions, versions)
def test_a_merge_does_not_depend_on_whose_side_is_called_ours(base, ours, theirs) -> None:
    one = merged(content(base), content(ours), content(theirs))
    other = merged(content(base), content(theirs), content(ours))
    assert sorted(c.path for c in one.conflicts) == sorted(c.path for c in other.conflicts)
    if not one.conflicts:
        assert one.text == other.text


@given(versions, versions)
def test_what_only_one_side_changed_is_taken_to_the_letter(base, ours) -> None:
    assert merged(content(base), content(ours), content(base)) == Merged(content(ours))
    assert merged(content(base), content(base), content(ours)) == Merged(content(ours))
    assert merged(content(base), content(ours), content(ours)) == Merged(content(ours))


@given(versions, versions, versions)
def test_a_file_with_markers_is_read_back_as_the_three_sides_and_finished(base, ours, theirs) -> None:
    result = merged(content(base), content(ours), content(theirs))
    if not result.conflicts:
        assert sides_of(result.text) is None
        return
    sides = sides_of(result.text)
    assert sides is not None
    for chosen, side, had in (("ours", sides.ours, ours), ("theirs", sides.theirs, theirs)):
        finished = merge_file(FILE, sides, choose=lambda conflict, chosen=chosen: chosen)
        assert finished == Merged(side)
        open_ = {conflict.path[1][0] for conflict in result.conflicts}
        for id, record in read(side).items():
            clean, _ = brute_force(*({id: v[id]} if id in v else {} for v in (base, ours, theirs)))
            assert id in open_ or record == clean[id]
        assert open_ & set(read(side)) == open_ & set(had)


scalars = st.text(max_size=8)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.dictionaries(scalars, inner, max_size=3),
        st.lists(st.fixed_dictionaries({"id": st.sampled_from("abcd"), "v": inner}), max_size=3, unique_by=lambda r: r["id"]),
        st.lists(scalars, max_size=3),
    ),
    max_leaves=12,
)  # fmt: skip
anything = st.dictionaries(st.sampled_from(["themes", "notice", "x", "y"]), trees, max_size=4)


@given(anything, anything, anything)
def test_any_records_merge_the_same_from_both_sides_and_unchanged_ones_stay(base, ours, theirs) -> None:
    def run(o: Any, t: Any) -> tuple[Any, list[Any]]:
        merging = Merging(lambda conflict: "ours")
        return merging.mapping(base, o, t, ()), [conflict.path for conflict in merging.conflicts]

    assert same(run(ours, base)[0], ours)
    assert same(run(base, theirs)[0], theirs)
    assert same(run(ours, ours)[0], ours)
    (one, conflicts), (other, conflicts_too) = run(ours, theirs), run(theirs, ours)
    assert set(map(str, conflicts)) == set(map(str, conflicts_too))
    if not conflicts:
        assert same(one, other)


@given(
    st.permutations("abcdef"),
    st.permutations("abcdef"),
    st.sets(st.sampled_from("abcdef")),
    st.sets(st.sampled_from("abcdef")),
)
def test_an_order_keeps_all_and_follows_the_side_that_changed_it(one, other, less, lesser) -> None:
    ours, theirs = [x for x in one if x not in less], [x for x in other if x not in lesser]
    kept = sorted({*ours, *theirs})
    assert sorted(merged_order("abcdef", ours, theirs, kept)) == kept
    assert merged_order("abcdef", ours, theirs, kept) == merged_order("abcdef", theirs, ours, kept)
    assert merged_order("abcdef", ours, "abcdef", ours) == ours


@given(anything)
def test_yaml_keeps_its_values_and_its_spelling(data) -> None:
    text = emit_styled(data)
    assert same(read_styled(text), data)
    assert emit_styled(read_styled(text)) == text


def test_every_file_of_the_example_study_is_written_again_to_the_letter() -> None:
    files = [
        path
        for part in ("codings", "codebook", "cases", "synthesis")
        for path in (ROOT / part).rglob("*.yaml")
    ]
    assert len(files) > 10
    for path in [*files, ROOT / "study.yaml"]:
        text = path.read_text(encoding="utf-8")
        # comments at the top are `merge_file`'s, which puts them back
        body = re.sub(r"\A(?:#.*\n)+", "", text)
        assert emit_styled(read_styled(text)) == body, path


def test_the_fields_are_those_of_the_shapes_and_in_their_order() -> None:
    assert set(merge_codings.FIELDS) == set(codings.CodingShape.__dataclass_fields__)
    assert merge_codings.CONTEXT == codings.CONTEXT
    shape = set(codebook_file.CodeShape.__dataclass_fields__)
    assert set(merge_codebook.FIELDS) == shape - {"children"}
    full = Code(
        "i" * 10, "", 0, "x", {"": "X"}, *"abcdef", ("k",), ("s",), ("w",), True, ("j" * 10,), ("f",), ("n",)
    )
    written = yaml.safe_load(write_codebook([full]))["codes"][0]
    assert list(written) == list(merge_codebook.FIELDS)


# the codebook's tree

slugs = st.sampled_from(["p", "q", "r", "s"])


@st.composite
def books(draw: st.DrawFn, ids: str = "abcde") -> dict[str, Any]:
    """A codebook of some of these ids, each at most once, siblings with slugs of their own."""
    left = draw(st.permutations(ids))[: draw(st.integers(0, len(ids)))]
    places: list[tuple[list[Any], set[str]]] = [([], set())]
    top = places[0][0]
    for id in left:
        siblings, used = draw(st.sampled_from(places))
        slug = draw(slugs.filter(lambda s, used=used: s not in used)) if len(used) < 4 else None
        if slug is None:
            continue
        used.add(slug)
        record = {"id": id, "code": slug, "name": draw(memos) or "navn", "children": []}
        siblings.append(record)
        places.append((record["children"], set()))
    return {"codes": top}


def pruned(data: Any) -> Any:
    """Without empty lists of children, as the program writes it."""
    if isinstance(data, list):
        return [pruned(each) for each in data]
    if isinstance(data, dict):
        return {key: pruned(value) for key, value in data.items() if key != "children" or value}
    return data


@given(books(), books(), books("abcdefg"))
@settings(max_examples=200)
def test_a_merged_codebook_can_be_read_and_holds_every_code_that_should_be_there(base, ours, theirs) -> None:
    base, ours, theirs = pruned(base), pruned(ours), pruned(theirs)
    flat = [merge_codebook.flat_codes(version) for version in (base, ours, theirs)]
    for choice in ("ours", "theirs"):
        merging = Merging(lambda conflict, choice=choice: choice)
        result = emit_styled(merged_codebook(base, ours, theirs, merging))
        codes = {code.id: code for code in read_codebook(result.encode())}  # refuses double ids and paths
        asked = {conflict.path[1] for conflict in merging.conflicts if len(conflict.path) > 1}
        for id in {*flat[0], *flat[1], *flat[2]}:
            there = [id in version for version in flat]
            joined = not there[0] and (
                there[1] != there[2]
            )  # may have become one with a code of the same path
            if id in asked or joined:
                continue
            assert (id in codes) == (there[1] and there[2]), (id, there)


@given(books(), books("abcdefg"))
def test_a_codebook_that_one_side_changed_is_that_side_s(base, ours) -> None:
    base, ours = pruned(base), pruned(ours)
    for sides in ((ours, base), (base, ours), (ours, ours)):
        merging = Merging(lambda conflict: "base")
        result = merged_codebook(base, *sides, merging)
        assert pruned(result) == {"codes": [], **ours}
        assert merging.conflicts == []


@given(books(), books("abcdefg"), books("abcdehi"))
def test_a_codebook_without_conflicts_merges_the_same_from_both_sides(base, ours, theirs) -> None:
    texts = [emit_styled(pruned(version)) for version in (base, ours, theirs)]
    one = merged(*texts, file=codebook_file.FILE)
    other = merged(texts[0], texts[2], texts[1], file=codebook_file.FILE)
    assert bool(one.conflicts) == bool(other.conflicts)
    if not one.conflicts:
        assert str(yaml.safe_load(one.text)) == str(yaml.safe_load(other.text))  # with its order
    else:
        sides = sides_of(one.text)
        assert sides is not None
        for choice, text in (("ours", sides.ours), ("theirs", sides.theirs)):
            read_codebook(text.encode())
            assert (
                merge_file(codebook_file.FILE, sides, choose=lambda c, choice=choice: choice).conflicts == ()
            )


def book(text: str) -> Codebook:
    return Codebook(read_codebook(text.encode()))


def test_a_code_that_both_added_under_one_path_becomes_one() -> None:
    def added(id: str, more: str) -> str:
        new = f"      - id: {id}\n        code: money\n        name: Penger\n{more}"
        return CODEBOOK.replace("  - id: c000000004\n", f"{new}  - id: c000000004\n")

    result = merged(
        CODEBOOK, added("zz", ""), added("aa", '        definition: "Kroner."\n'), codebook_file.FILE
    )
    assert result.conflicts == ()
    money = book(result.text).by_path["barriers/money"]
    assert (money.id, money.definition) == ("aa", "Kroner.")


def test_a_code_added_under_one_that_the_other_side_merged_away_follows_it() -> None:
    ours = CODEBOOK.replace(
        '  - id: c000000004\n    code: challenges\n    name: {nb: "Utfordringer", en: "Challenges"}\n    tag: "UT"\n'
        "    children:\n      - id: c000000005\n        code: schools\n"
        '        name: {nb: "Rasisme i skolen", en: "Racism in schools"}\n        tag: "SK"\n',
        "",
    ).replace('    tag: "BA"\n', '    tag: "BA"\n    was: [challenges, challenges/schools]\n')
    theirs = CODEBOOK + "      - id: new\n        code: work\n        name: Arbeid\n"
    result = merged(CODEBOOK, ours, theirs, codebook_file.FILE)
    assert result.conflicts == ()
    assert book(result.text).path_now("challenges/work") == "barriers/work"


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_of_two_new_names_of_a_code_the_one_not_chosen_goes_on_counting(choice: str) -> None:
    def renamed(new: str) -> str:
        return CODEBOOK.replace("    code: barriers\n", f"    code: {new}\n    was: [barriers]\n")

    result = merge_file(
        codebook_file.FILE,
        Sides(CODEBOOK, renamed("obstacles"), renamed("hurdles")),
        choose=lambda conflict: choice,
    )
    there = book(result.text)
    assert set(there.by_path) == set(book(renamed("obstacles" if choice == "ours" else "hurdles")).by_path)
    for path in ("barriers", "obstacles", "hurdles", "obstacles/capacity", "hurdles/capacity"):
        code = there.resolve(path)
        assert code is not None, path
        assert code.id == ("c000000002" if path.endswith("capacity") else "c000000001")
    assert result.text.count("was:") == renamed("x").count("was:")


def test_codes_moved_under_each_other_are_asked_about_and_either_answer_is_a_tree() -> None:
    base = "codes:\n  - {id: a, code: a, name: A}\n  - {id: b, code: b, name: B}\n"
    ours = "codes:\n  - id: a\n    code: a\n    name: A\n    children:\n      - {id: b, code: b, name: B}\n"
    theirs = "codes:\n  - id: b\n    code: b\n    name: B\n    children:\n      - {id: a, code: a, name: A}\n"
    result = merged(base, ours, theirs, codebook_file.FILE)
    sides = sides_of(result.text)
    assert sides is not None
    assert set(book(sides.ours).by_path) == {"a", "a/b"}
    assert set(book(sides.theirs).by_path) == {"b", "b/a"}


# other files

QUERIES = '# mine\nqueries:\n  - id: q1\n    name: "Skole"\n    where: "code:a"\n'


def test_comments_stay_where_the_lines_of_both_sides_fit_together() -> None:
    base = "themes:\n  # the first\n  - id: K1\n    sentence: x\n\n\n  # the second\n  - id: K2\n    sentence: y\n"
    ours, theirs = base.replace("sentence: x", "sentence: xx"), base.replace("sentence: y", "sentence: yy")
    from crosscase.study.git_repo import merge_lines

    result = merge_file("synthesis/themes.yaml", Sides(base, ours, theirs), by_lines=merge_lines)
    assert result.text == base.replace("sentence: x", "sentence: xx").replace("sentence: y", "sentence: yy")


def test_records_that_both_sides_put_at_the_end_are_both_there_with_the_comment_at_the_top() -> None:
    def more(id: str) -> str:
        return f'{QUERIES}  - id: {id}\n    name: "{id}"\n'

    result = merged(QUERIES, more("q2"), more("q3"), "synthesis/queries.yaml")
    assert result.text == QUERIES + '  - id: q2\n    name: "q2"\n  - id: q3\n    name: "q3"\n'


def test_cases_and_settings_merge_by_key() -> None:
    base = 'name: "Alta"\nattributes:\n  fylke: "Finnmark"\n  innbyggere: "21000"\n'
    ours = base.replace("21000", "21071")
    theirs = base.replace('"Finnmark"', '"Troms og Finnmark"') + '  landsdel: "Nord-Norge"\n'
    result = merged(base, ours, theirs, "cases/alta.yaml")
    assert yaml.safe_load(result.text)["attributes"] == {
        "fylke": "Troms og Finnmark", "innbyggere": "21071", "landsdel": "Nord-Norge",
    }  # fmt: skip
    assert result.conflicts == ()


def test_lists_of_names_take_what_each_side_added_and_removed_and_positions_are_one_value() -> None:
    base = "themes:\n  - id: K1\n    codes: [a, b, c]\n    at: [1, 5]\n"
    ours = base.replace("[a, b, c]", "[a, b, c, d]").replace("[1, 5]", "[1, 9]")
    theirs = base.replace("[a, b, c]", "[b, c, e]")
    theme = yaml.safe_load(merged(base, ours, theirs, "synthesis/themes.yaml").text)["themes"][0]
    assert (theme["codes"], theme["at"]) == (["b", "c", "d", "e"], [1, 9])
    theirs = theirs.replace("[1, 5]", "[2, 5]")
    assert [c.path for c in merged(base, ours, theirs, "synthesis/themes.yaml").conflicts] == [
        ("themes", "K1", "at")
    ]


@pytest.mark.parametrize(
    "text",
    ["a: [", "a: 1\na: 2", "- 1\n- 2", "a", "codings:\n  - {code: x}\n", "codings: 3", "codings:\n  - {id: a, at: [1]}\n",
     "codings:\n  - {id: a, at: [x, y]}\n", "codings:\n  - {id: a, quote: [x]}\n", "codings:\n  - {id: a}\n  - {id: a}\n"],
)  # fmt: skip
def test_what_is_no_codings_file_is_not_merged_by_id(text: str) -> None:
    good = codings_text("alta/fokusgruppe", "koder-a", BODY, CODINGS["alta/fokusgruppe", "koder-a"])
    with pytest.raises(NotMergeable):
        merged(good, good.replace("Sagt", "Nevnt"), text)


@given(st.text(alphabet="<|=>ab \n", max_size=60))
def test_any_lines_of_marks_are_read_as_sides_or_refused(text: str) -> None:
    try:
        sides = sides_of(text)
    except NotMergeable:
        return
    if sides is None:
        assert not any(line.startswith("<<<<<<< ") for line in text.split("\n"))


def test_marks_of_git_without_the_base_are_read(tmp_path: Path) -> None:
    good = codings_text("alta/fokusgruppe", "koder-a", BODY, [Coded("barriers", "Ja.", id="aaaaaaaaaa")])
    head, _, record = good.partition("codings:\n")
    other = record.replace("aaaaaaaaaa", "bbbbbbbbbb").replace("code: barriers", "code: drivers")
    text = f"{head}codings:\n<<<<<<< HEAD\n{record}=======\n{other}>>>>>>> origin/main\n"
    sides = sides_of(text)
    assert sides is not None
    assert sides.base is None
    result = merge_file(FILE, sides)
    assert [r["code"] for r in yaml.safe_load(result.text)["codings"]] == ["barriers", "drivers"]
