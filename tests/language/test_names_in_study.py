"""Where names still stand: in files as they are, to the line and column, and never by the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.language.names_in_study import found, in_names, known_words, left, left_inside
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from crosscase.study.roster import Entry, Roster
from crosscase.study.texts_inside import study_files
from studies import make_study, put

ROSTER = Roster(
    (
        Entry("Kari Nordmann", ("Kari",), "[Informant 2]"),
        Entry("Bjørn Åsen", (), "[Informant 3]"),
        Entry("Liv", (), ""),
    )
)

# made up, and its two check digits worked out by hand: 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2
NUMBER = "01010750160"


def places(folder: Path) -> list[str]:
    return [str(one) for one in left(folder, study_files(folder), ROSTER)]


def test_every_place_is_told_by_file_line_and_column_and_by_the_pseudonym(tmp_path: Path) -> None:
    folder = make_study(
        tmp_path / "s", sources={"alta/bjorn-asen": "# A\r\n\r\nHun heter  KARI, sa Kari-Nordmann.\r\n"}, cases={},
        files={
            "memos/a.md": "Et liv uten navn. Men Liv var der.\n",
            "memos/b.md": f"Nummeret er {NUMBER}, ikke 01010750161.\n",
            "cases/alta.yaml": 'name: "Bj\\u00f8rn \\xc5sen"\n# Kari\n',
            "private/notat.md": "Kari\n",
            ".crosscase/x.md": "Kari\n",
        },
    )  # fmt: skip
    body = (folder / "interviews/alta/bjorn-asen.md").read_bytes().decode()
    line = body[: body.index("Hun")].count("\n") + 1
    of_kari = "a name of the roster (of [Informant 2])"
    assert places(folder) == [
        "interviews/alta/bjorn-asen.md: the file's name holds a name of the roster (of [Informant 3]): "
        "crosscase source rename alta/bjorn-asen NEW gives it another",
        f"interviews/alta/bjorn-asen.md:{line}:12: {of_kari}",
        f"interviews/alta/bjorn-asen.md:{line}:21: {of_kari}",
        "memos/a.md:1:23: a name of the roster (of person 3 of the roster)",
        "memos/b.md:1:13: a national identity number",
        "cases/alta.yaml:1:8: a name of the roster (of [Informant 3])",
        f"cases/alta.yaml:2:3: {of_kari}",
    ]


def test_ids_that_hold_names_are_told_once_with_the_command_that_renames_them() -> None:
    files = (
        "interviews/kari/x.md", "codings/kari/x/koder-a.yaml", "codings/alta/gone-kari/koder-a.yaml",
        "codings/kari/x/bjorn-asen.yaml", "cases/kari.yaml", "synthesis/summaries/kari.yaml", "memos/om-kari.md",
    )  # fmt: skip
    told = [
        str(one).replace(": the file's name holds a name of the roster", "")
        for one in in_names(files, ROSTER)
    ]
    assert told == [
        "interviews/kari/x.md (of [Informant 2]): crosscase case rename kari NEW gives it another",
        "codings/alta/gone-kari/koder-a.yaml (of [Informant 2]): crosscase moved alta/gone-kari NEW hands the codings over",
        "codings/kari/x/bjorn-asen.yaml (of [Informant 3]): give codings/kari/x/bjorn-asen.yaml another by hand",
        "memos/om-kari.md (of [Informant 2]): give memos/om-kari.md another by hand",
    ]


def test_a_name_in_a_context_that_a_hand_made_pseudonym_left_behind_is_told_too(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s")
    file = folder / "codings/alta/fokusgruppe/koder-a.yaml"
    file.write_text(file.read_text().replace("Skolene melder", "Kari melder", 1))
    assert [one.partition(":")[0] for one in places(folder)] == ["codings/alta/fokusgruppe/koder-a.yaml"]


def test_files_that_are_no_texts_of_the_study_do_not_stop_the_look_and_broken_ones_are_told(
    tmp_path: Path,
) -> None:
    folder = make_study(tmp_path / "s")
    put(folder, "interviews/alta/notat.docx", b"PK\x03\x04\0\0Kari")
    put(folder, "memos/a.md", "Kari".encode("utf-16"))
    put(folder, "memos/b.md", b"Kari \xff\n")
    assert places(folder) == [
        "memos/a.md: it holds zero characters and was not looked at: save it as UTF-8",
        "memos/b.md:1:1: a name of the roster (of [Informant 2])",
    ]


def test_another_process_gets_plain_values_and_a_study_that_is_not_there_is_no_clean_one(
    tmp_path: Path,
) -> None:
    folder = make_study(tmp_path / "s", files={"memos/a.md": "x\nKari\n"})
    assert left_inside((str(folder), ROSTER), ["memos/a.md"]) == [
        ("memos/a.md", 2, 1, "a name of the roster (of [Informant 2])")
    ]
    with pytest.raises(StudyError, match="the study is not there where it was to be looked through"):
        left_inside((str(tmp_path / "elsewhere"), ROSTER), ["memos/a.md"])


def test_words_of_the_study_itself_are_no_candidates_and_ids_are_not_looked_through(tmp_path: Path) -> None:
    body = "I1: Vi bor i Alta sammen med Kari Nordmann og Oddvarianne.\n"
    front = "case: alta\nspeakers: {I1: {}, Oddny: {coder: koder-a}}\n"
    folder = make_study(tmp_path / "s", sources={"alta/x": body}, fronts={"alta/x": front})
    study = open_folder(folder)
    assert {"Alta", "I1", "Kapasitet", "Oddny"} <= known_words(study)
    texts = {(inside.file, candidate.words) for inside, candidate in found(study, ROSTER)}
    assert ("interviews/alta/x.md", "Kari Nordmann") in texts
    assert ("interviews/alta/x.md", "Oddvarianne") in texts
    assert not {words for _, words in texts} & {"Alta", "I1", "Oddny", "koder-a"}
