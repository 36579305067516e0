"""synthesis/queries.yaml: queries under a name, written and read, taken back, and following new names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.check import check
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.opening import open_folder
from crosscase.study.problems import FileError, StudyError
from crosscase.study.queries import (
    FILE,
    SavedQuery,
    following,
    query_named,
    remove_query,
    save_query,
    saved_queries,
)
from crosscase.study.record_file import RecordFileKeeper
from crosscase.study.saved_query import QueriesFile
from studies import contents, make_study, put

WRITTEN = """# Spørringer vi bruker ofte.
queries:
  - id: q000000001
    name: "Barrierer i Alta"
    where: "code:barriers case:alta"
    coders: ["koder-a"]
    sort: "code"
    group: "case"
    note: "Til kapittel 4."
  - id: q000000002
    name: "Nøkkelsitater"
    where: "key"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study", files={FILE: WRITTEN})


@pytest.fixture
def study(folder: Path) -> Study:
    return open_folder(folder, "koder-a")


def test_saved_queries_are_read_in_the_order_of_the_file(study: Study) -> None:
    first, second = saved_queries(study)
    assert first == SavedQuery(
        id="q000000001", name="Barrierer i Alta", where="code:barriers case:alta", coders=("koder-a",),
        sort="code", group="case", note="Til kapittel 4.",
    )  # fmt: skip
    assert (second.name, second.where, second.coders) == ("Nøkkelsitater", "key", ())


def test_a_saved_query_is_on_disk_with_its_neighbours_and_comment_to_the_letter(
    study: Study, folder: Path
) -> None:
    edit = save_query(study, SavedQuery(name="  Om  skole ", where='section:"Utfordringsbildet"'))
    study.apply(edit)
    made = query_named(study, "om skole")
    assert (folder / FILE).read_text() == WRITTEN + (
        f'  - id: {made.id}\n    name: "Om skole"\n    where: "section:\\"Utfordringsbildet\\""\n'
    )


def test_saving_and_removing_are_taken_back_to_the_last_byte(study: Study, folder: Path) -> None:
    before = contents(folder)
    study.apply(remove_query(query_named(study, "Barrierer i Alta")))
    assert [query.name for query in saved_queries(study)] == ["Nøkkelsitater"]
    study.apply(save_query(study, SavedQuery(name="Ny", where="memo")))
    study.undo()
    study.undo()
    assert contents(folder) == before


def test_the_first_query_makes_the_file_and_the_last_one_takes_it_away(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "study")
    study = open_folder(folder)
    assert saved_queries(study) == ()
    study.apply(save_query(study, SavedQuery(name="Alle")))
    assert yaml.safe_load((folder / FILE).read_text())["queries"][0]["name"] == "Alle"
    study.apply(remove_query(query_named(study, "Alle")))
    assert not (folder / FILE).exists()


def test_a_name_that_is_taken_is_refused_unless_it_shall_be_replaced(study: Study) -> None:
    again = SavedQuery(name="nøkkelsitater", where="memo")
    with pytest.raises(StudyError, match="there is a saved query Nøkkelsitater already"):
        save_query(study, again)
    study.apply(save_query(study, again, replacing=True))
    assert [(query.id, query.where) for query in saved_queries(study)][1] == ("q000000002", "memo")


def test_a_query_gets_another_name_under_its_id(study: Study) -> None:
    former = query_named(study, "Nøkkelsitater")
    study.apply(save_query(study, SavedQuery(id=former.id, name="Sitater", where=former.where)))
    assert [(query.id, query.name) for query in saved_queries(study)][1] == ("q000000002", "Sitater")


@pytest.mark.parametrize(
    ("name", "where", "said"),
    [
        (" ", "key", "needs a name"),
        ("a", "code:barriers/capasity", "did you mean barriers/capacity"),
        ("a", "(", "a condition is missing"),
    ],
)
def test_what_cannot_be_answered_is_not_saved(study: Study, name: str, where: str, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        save_query(study, SavedQuery(name=name, where=where))


def test_a_name_that_is_not_there_is_told_with_the_nearest(study: Study) -> None:
    with pytest.raises(StudyError, match="there is no saved query Nøkelsitat; did you mean Nøkkelsitater"):
        query_named(study, "Nøkelsitat")


def test_what_somebody_else_writes_is_there_at_the_next_question(study: Study, folder: Path) -> None:
    saved_queries(study)
    put(folder, FILE, WRITTEN.replace("Nøkkelsitater", "De beste"))
    assert query_named(study, "De beste").where == "key"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WRITTEN.replace("    sort:", "    order:"), "synthesis/queries.yaml:7:5: unknown key `order`"),
        (WRITTEN.replace('"code"\n', '"size"\n'), "synthesis/queries.yaml:7:11: "),
        (
            WRITTEN.replace("q000000002", "q000000001"),
            "synthesis/queries.yaml:10:9: id q000000001 stands twice",
        ),
        (WRITTEN.replace('    name: "Nøkkelsitater"\n', ""), "`name` is missing"),
        ("queries: [", "synthesis/queries.yaml:1:"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_never_written_over(
    study: Study, folder: Path, text: str, said: str
) -> None:
    put(folder, FILE, text)
    with pytest.raises(FileError) as raised:
        saved_queries(study)
    assert said in str(raised.value)
    assert [problem for problem in check(study) if problem.file == FILE]
    with pytest.raises(FileError):
        study.apply(Edit("save", remove_query(SavedQuery(id="x", name="x")).changes))
    assert (folder / FILE).read_text() == text


def test_a_query_by_hand_needs_no_id_and_an_empty_file_is_none(study: Study, folder: Path) -> None:
    put(folder, FILE, "queries:\n  - name: Alle\n")
    [query] = saved_queries(study)
    assert len(query.id) == 10
    assert query == saved_queries(study)[0]
    put(folder, FILE, "queries:\n")
    assert saved_queries(study) == ()


def test_saved_queries_follow_a_case_and_a_source(study: Study, folder: Path) -> None:
    study.apply(save_query(study, SavedQuery(name="Én", where="source:alta/fokusgruppe or speaker:alta/I1")))
    changes = following(study, "case", "alta", "nord")
    assert [change.after.where for change in changes] == [
        "code:barriers case:nord",
        "source:nord/fokusgruppe or speaker:nord/I1",
    ]
    assert [
        change.before.where for change in following(study, "source", "alta/fokusgruppe", "alta/gruppe")
    ] == ["source:alta/fokusgruppe or speaker:alta/I1"]
    assert following(study, "case", "skien", "x") == ()


def test_check_names_each_saved_query_that_means_nothing_any_more_with_its_line(
    study: Study, folder: Path
) -> None:
    assert check(study) == []
    broken = WRITTEN.replace("case:alta", "case:vardø").replace('"key"', '"key and ("')
    put(folder, FILE, broken + '  - id: q000000003\n    name: "nøkkelsitater"\n')
    found = {(problem.line, problem.kind): problem.message for problem in check(study)}
    assert sorted(found) == [(5, "query"), (12, "query"), (14, "query")]
    assert "there is no case vardø" in found[5, "query"]
    assert "a condition is missing at the end" in found[12, "query"]
    assert "there is a query nøkkelsitater already" in found[14, "query"]


def test_a_former_path_of_a_code_still_means_it(study: Study, folder: Path) -> None:
    put(folder, FILE, "queries:\n  - name: Gammel\n    where: code:barriers/resources\n")
    assert check(study) == []


@given(
    st.lists(
        st.builds(
            SavedQuery,
            id=st.text(alphabet="abc123", min_size=1, max_size=10),
            name=st.text(min_size=1, max_size=20),
            where=st.text(max_size=30),
            coders=st.lists(st.text(max_size=8), max_size=3).map(tuple),
            sort=st.sampled_from(["", "code", "date"]),
            group=st.sampled_from(["", "case"]),
            note=st.text(max_size=30),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda query: query.id,
    )
)
def test_every_text_comes_back_from_the_file_as_it_was(queries: list[SavedQuery]) -> None:
    keeper = RecordFileKeeper(QueriesFile)
    content, _ = keeper.dump(FILE, {query.id: query for query in queries})
    assert content is not None
    assert tuple(RecordFileKeeper(QueriesFile).load(FILE, content).values()) == tuple(queries)
    again, _ = keeper.dump(FILE, keeper.load(FILE, content))
    assert again == content
    rows = yaml.safe_load(content)["queries"]
    assert [str(row["name"]) for row in rows] == [query.name for query in queries]
