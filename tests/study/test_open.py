"""Opening a study with something wrong in it: one clear line each, the rest opens, nothing is written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from opened_study import NOTES, A, B, opened

from crosscase.cli.checked import every_problem as check
from crosscase.study.coding_edits import add_coding, set_memo
from crosscase.study.edits import Change, Edit
from crosscase.study.me import remember
from crosscase.study.opening import open_folder
from crosscase.study.problems import Problem, StudyError
from crosscase.tui.session import Session
from studies import BODY, CODEBOOK, PLAN, Coded, contents, make_study, put


def only(problems: list[Problem], file: str) -> Problem:
    """The one problem there is: in this file, on one line."""
    assert [problem.file for problem in problems] == [file], [str(problem) for problem in problems]
    assert "\n" not in str(problems[0])
    return problems[0]


BROKEN = {
    "study.yaml": b'crosscase: 1\nid: x\ntitle: "open\nlanguage: nb\n',
    "codebook/codebook.yaml": b"codes:\n  - code: barriers\n   name: {nb: x}\n",
    "cases/alta.yaml": b"name: [Alta\n",
    NOTES: b"---\ncase: alta\nspeakers: {I1: {role: x}\n---\nI1: Hei.\n",
    A: b"source: alta/fokusgruppe\ncoder: koder-a\ntext: x\ncodings:\n  - id: a\n  code: b\n",
    "synthesis/themes.yaml": b"themes:\n  - id: K1\n    area: [\n",
    "survey/questions.yaml": b"questions: {\n",
    "memos/lesning.md": b"---\nabout: [study\n---\nTekst.\n",
    ".crosscase/me.yaml": b"coder: [koder-a\n",
}


@pytest.mark.parametrize("file", BROKEN)
def test_malformed_yaml_is_one_line_with_its_place_and_the_rest_opens(tmp_path: Path, file: str) -> None:
    make_study(tmp_path, files={file: BROKEN[file]})
    study = opened(tmp_path)
    problem = only([p for p in check(study) if p.kind not in ("unknown-code", "coder")], file)
    assert problem.kind == "yaml"
    assert 1 <= problem.line <= BROKEN[file].count(b"\n") + 1
    assert problem.column >= 1
    assert set(study.sources) == {"alta/fokusgruppe", "skien/plan"} - ({"alta/fokusgruppe"} & {file[11:-3]})
    assert len(study.codings("alta/fokusgruppe", ["koder-b"])) == 1
    assert (len(study.codebook) == 0) == (file == "codebook/codebook.yaml")


@pytest.mark.parametrize("file", BROKEN)
def test_a_byte_that_is_not_utf_8_is_named_with_its_place(tmp_path: Path, file: str) -> None:
    make_study(tmp_path)
    content = (tmp_path / file).read_bytes() if (tmp_path / file).exists() else b"ab: 1\ncd: \n"
    head, tail = content.split(b"\n", 1)
    put(tmp_path, file, head + b"\n\xf8" + tail)
    problem = only([p for p in check(opened(tmp_path)) if p.kind not in ("unknown-code", "coder")], file)
    assert (problem.kind, problem.line, problem.column) == ("encoding", 2, 1)
    assert "0xf8 is not UTF-8" in problem.message


@pytest.mark.parametrize("file", [f for f in BROKEN if not f.startswith(("synthesis", "survey", "memos"))])
def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path: Path, file: str) -> None:
    make_study(tmp_path, files={".crosscase/me.yaml": "coder: koder-a\n"})
    lines = (tmp_path / file).read_text().split("\n")
    at = 1 if lines[0] == "---" else 0
    put(tmp_path, file, "\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]]))
    problem = only([p for p in check(opened(tmp_path)) if p.kind not in ("unknown-code", "coder")], file)
    assert problem.line == at + 2
    assert f"line {at + 1}" in problem.message


@pytest.mark.parametrize("file", [NOTES, A, "codebook/codebook.yaml"])
def test_nothing_is_ever_written_over_a_file_that_could_not_be_read(tmp_path: Path, file: str) -> None:
    make_study(tmp_path, files={file: BROKEN[file]})
    study = open_folder(tmp_path, "koder-a")
    before = contents(tmp_path)
    source = study.sources.get("alta/fokusgruppe")
    if file == A:
        assert source is not None
        edit, _ = add_coding(source, "koder-a", "barriers", (3, 9))
        with pytest.raises(StudyError) as refused:
            study.apply(edit)
        assert str(refused.value).startswith(f"{file}:")
    else:
        other, _ = add_coding(study.sources["skien/plan"], "koder-a", "barriers", (3, 9))
        study.apply(other)
        del before[file]
        assert (tmp_path / file).read_bytes() == BROKEN[file]
        now = contents(tmp_path)
        assert {path: now[path] for path in before} == before


def test_a_broken_memory_of_who_codes_is_kept_and_nobody_is_assumed(tmp_path: Path) -> None:
    make_study(tmp_path, files={".crosscase/me.yaml": "coder: consensus\n"})
    assert only(open_folder(tmp_path).problems, ".crosscase/me.yaml").kind == "coder"
    assert open_folder(tmp_path).coder == ""
    with pytest.raises(StudyError, match="kept for agreed codings"):
        remember(tmp_path, "koder-a")
    assert (tmp_path / ".crosscase/me.yaml").read_text() == "coder: consensus\n"


def test_an_unknown_code_is_named_with_its_place_and_a_likely_meaning(tmp_path: Path) -> None:
    codings = {("alta/fokusgruppe", "koder-a"): [Coded("barriers/capasity", "mangel på ressurser")]}
    study = opened(make_study(tmp_path, codings=codings))
    problem = only(check(study), A)
    assert (problem.kind, problem.line, problem.column) == ("unknown-code", 6, 11)
    assert problem.message == "there is no code barriers/capasity; did you mean barriers/capacity?"
    assert [c.code for c in study.codings("alta/fokusgruppe")] == ["barriers/capasity"]


def test_a_code_of_very_many_levels_is_only_unknown(tmp_path: Path) -> None:
    codings = {("alta/fokusgruppe", "koder-a"): [Coded("a" + "/a" * 3000, "mangel på ressurser")]}
    assert only(check(opened(make_study(tmp_path, codings=codings))), A).kind == "unknown-code"


@pytest.mark.parametrize("at", [(100_000, 100_010), (0, 100_000), (50, 50), (60, 40)])
def test_positions_outside_the_text_are_found_again_by_the_words(tmp_path: Path, at: tuple[int, int]) -> None:
    words = "mangel på ressurser for å prioritere tiltak"
    codings = {("alta/fokusgruppe", "koder-a"): [Coded("barriers", at, quote=words)]}
    study = opened(make_study(tmp_path, codings=codings))
    [coding] = study.codings("alta/fokusgruppe")
    assert coding.at is not None
    assert BODY[slice(*coding.at)] == words
    assert only(check(study), A).kind == "position"


def test_positions_outside_the_text_whose_words_are_nowhere_stay_with_their_quote(tmp_path: Path) -> None:
    coded = Coded("barriers", (90_000, 90_010), quote="zzz qqq xxx vvv", memo="viktig")
    study = opened(make_study(tmp_path, codings={("alta/fokusgruppe", "koder-a"): [coded]}))
    [coding] = study.codings("alta/fokusgruppe")
    assert (coding.at, coding.quote, coding.memo) == (None, "zzz qqq xxx vvv", "viktig")
    assert only(check(study), A).kind == "lost"
    study.apply(set_memo(coding, "fortsatt viktig"))
    [kept] = open_folder(tmp_path).codings("alta/fokusgruppe")
    assert (kept.quote, kept.memo) == ("zzz qqq xxx vvv", "fortsatt viktig")


def test_an_id_that_stands_twice_in_a_file_is_named_with_both_lines(tmp_path: Path) -> None:
    twice = [Coded("barriers", "mangel", id="a000000000"), Coded("barriers", "Skolene", id="a000000000")]
    study = opened(make_study(tmp_path, codings={("alta/fokusgruppe", "koder-a"): twice}))
    problem = only(study.problems, A)
    assert (problem.kind, problem.line) == ("duplicate-id", 12)
    assert "first in line 5" in problem.message


def test_an_id_that_two_coders_use_is_named_in_the_second_file(tmp_path: Path) -> None:
    same = [Coded("barriers", "mangel", id="a000000000")]
    codings = {("alta/fokusgruppe", coder): same for coder in ("koder-a", "koder-b")}
    study = opened(make_study(tmp_path, codings=codings))
    assert only(check(study), B).kind == "duplicate-id"
    assert len(study.codings("alta/fokusgruppe")) == 2


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("id: c000000003", "id: c000000002", "duplicate-id"),
        ("code: knowledge", "code: capacity", "duplicate-code"),
        ("code: knowledge", "code: Kunnskap", "name"),
    ],
)
def test_a_codebook_that_contradicts_itself_is_one_line(
    tmp_path: Path, old: str, new: str, kind: str
) -> None:
    study = opened(make_study(tmp_path, codebook=CODEBOOK.replace(old, new)))
    problem = only(check(study), "codebook/codebook.yaml")
    assert problem.kind == kind
    assert CODEBOOK.replace(old, new).split("\n")[problem.line - 1].endswith(new)


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    study = opened(make_study(tmp_path, codebook=CODEBOOK.replace("include:", "inklude:")))
    assert "did you mean `include`?" in only(check(study), "codebook/codebook.yaml").message


@pytest.mark.parametrize("rest", ["", "unheard: of\n"])
def test_a_study_of_a_newer_format_is_not_opened(tmp_path: Path, rest: str) -> None:
    make_study(tmp_path)
    text = (tmp_path / "study.yaml").read_text()
    put(tmp_path, "study.yaml", text.replace("crosscase: 1", "crosscase: 2") + rest)
    with pytest.raises(StudyError, match="has format 2, this program reads format 1"):
        open_folder(tmp_path)


def test_no_study_here_or_above_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="crosscase init DIR"):
        open_folder(tmp_path)


def test_a_study_opens_from_any_folder_in_it(tmp_path: Path) -> None:
    make_study(tmp_path)
    assert open_folder(tmp_path / "interviews" / "alta").root == tmp_path


@pytest.mark.parametrize("name", ["Store Bokstaver.md", "linje\nskift.md", "con.md"])
def test_a_file_name_that_cannot_name_a_source_is_one_line(tmp_path: Path, name: str) -> None:
    make_study(tmp_path, files={f"interviews/alta/{name}": "Hei.\n"})
    [problem] = check(opened(tmp_path))
    assert problem.kind == "name"
    assert "\n" not in str(problem)


def test_a_file_name_that_is_not_utf_8_can_be_told(tmp_path: Path) -> None:
    make_study(tmp_path)
    shutil.copy(tmp_path / NOTES, os.fsencode(tmp_path / "interviews/alta/r") + b"\xf8d.md")
    [problem] = check(opened(tmp_path))
    assert problem.kind == "name"
    assert str(problem).encode()


def test_a_codings_file_in_the_wrong_place_is_one_line(tmp_path: Path) -> None:
    make_study(tmp_path)
    shutil.copy(tmp_path / A, tmp_path / "codings/alta/fokusgruppe/koder-c.yaml")
    study = opened(tmp_path)
    assert only(study.problems, "codings/alta/fokusgruppe/koder-c.yaml").kind == "header"
    assert study.coders_of("alta/fokusgruppe") == ("koder-a", "koder-b")
    again = opened(tmp_path)  # now from the cache, which knows the content
    assert [str(p) for p in again.problems] == [str(p) for p in study.problems]


def test_other_things_a_person_should_know_are_told(tmp_path: Path) -> None:
    make_study(
        tmp_path,
        coders=("koder-a",),
        main_coder="koder-x",
        codebook=CODEBOOK.replace("was: [barriers/resources]", "was: [challenges]"),
        sources={"alta/fokusgruppe": BODY, "skien/plan": "A\u030a ja.\n"},
    )
    found = {(problem.file, problem.kind) for problem in check(opened(tmp_path))}
    assert found == {
        ("study.yaml", "coder"),
        (B, "coder"),
        ("codebook/codebook.yaml", "former-path"),
        ("interviews/skien/plan.md", "not-nfc"),
    }


def test_check_bears_files_that_were_changed_or_removed_since_they_were_read(tmp_path: Path) -> None:
    codings = {("alta/fokusgruppe", "koder-a"): [Coded("nowhere", "mangel på ressurser")]}
    study = opened(make_study(tmp_path, codings=codings))
    for content in (b"", b"codings: [\n", b"codings: word\n", b"\xff"):
        put(tmp_path, A, content)
        assert [p.kind for p in check(study)] == ["unknown-code"]
    (tmp_path / A).unlink()
    assert [p.kind for p in check(study)] == ["unknown-code"]


def test_the_small_study_itself_is_whole(tmp_path: Path) -> None:
    study = opened(make_study(tmp_path))
    assert check(study) == []
    assert study.sources["skien/plan"].body == PLAN
    assert [c.quote for c in study.codings("alta/fokusgruppe", ["koder-a"])] == [
        "Skolene melder om rasistiske utsagn hver uke.",
        "mangel på ressurser for å prioritere tiltak",
        "mangler vi kunnskap",
    ]


@pytest.mark.parametrize(
    "content", [b"place: [code\n", b"place: \xf8\n", b"a: b\na: c\n", b"- x\n", b"a: [b]\n"]
)
def test_a_broken_memory_of_where_one_left_off_is_none_and_keeps_nothing_from_opening(
    tmp_path: Path, content: bytes
) -> None:
    make_study(tmp_path, files={".crosscase/session.yaml": content})
    assert check(opened(tmp_path)) == []
    session = Session(tmp_path)
    assert (session.get("place"), session.number("code.offset"), session.words("code.open")) == ("", 0, ())


CONFLICT = "<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> feature\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "file",
    [
        "study.yaml",
        "codebook/codebook.yaml",
        "cases/alta.yaml",
        "interviews/alta/fokusgruppe.md",
        "codings/alta/fokusgruppe/koder-a.yaml",
    ],
)
def test_two_versions_that_git_left_side_by_side_are_told_as_such_and_not_taken_for_the_text(
    tmp_path: Path, file: str, ends: str
) -> None:
    make_study(tmp_path)
    there = (tmp_path / file).read_text()
    for broken, line in ((CONFLICT + there, 1), (there + CONFLICT, there.count("\n") + 1)):
        put(tmp_path, file, broken.replace("\n", ends))
        before = contents(tmp_path)
        study = open_folder(tmp_path, "koder-a")
        [problem] = [problem for problem in study.problems if problem.file == file]
        assert (problem.line, problem.kind) == (line, "merge-conflict")
        assert "git left two versions" in problem.message
        assert "skien/plan" in study.sources
        if file.startswith(("interviews", "codings/alta", "codebook")):
            with pytest.raises(StudyError, match="git left two versions"):
                study.apply(Edit("anything", (Change(file, "", None, "new"),)))
        assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "text", ["# En tittel\n=======\nI1: Ja.\n", "I1: <<<<<<< er et tegn, >>>>>>> også.\n"]
)
def test_lines_that_only_look_like_marks_of_git_are_text(tmp_path: Path, text: str) -> None:
    make_study(tmp_path, sources={"alta/fokusgruppe": text}, codings={})
    assert open_folder(tmp_path).sources["alta/fokusgruppe"].body == text


@pytest.mark.parametrize(("above", "line"), [("\n", 2), ("Notat fra Alta\n\n", 3)])
def test_front_matter_with_something_above_it_is_told(tmp_path: Path, above: str, line: int) -> None:
    make_study(tmp_path)
    put(tmp_path, NOTES, above + (tmp_path / NOTES).read_text())
    [problem] = [problem for problem in check(opened(tmp_path)) if problem.file == NOTES]
    assert (problem.line, problem.kind) == (line, "front-matter")


def test_two_rules_in_a_text_are_no_front_matter(tmp_path: Path) -> None:
    make_study(tmp_path, sources={"alta/fokusgruppe": "Ja.\n---\nNei: aldri.\n---\nKanskje.\n"}, codings={})
    assert check(opened(tmp_path)) == []


def test_coders_are_not_called_unlisted_while_the_list_cannot_be_read(tmp_path: Path) -> None:
    make_study(tmp_path)
    put(tmp_path, "study.yaml", CONFLICT + (tmp_path / "study.yaml").read_text())
    assert [problem.kind for problem in check(opened(tmp_path))] == ["merge-conflict"]


@pytest.mark.parametrize("file", ["codebook/codebook.yaml", ".crosscase/me.yaml"])
def test_a_pipe_in_the_place_of_a_file_is_one_line_and_never_waited_for(tmp_path: Path, file: str) -> None:
    make_study(tmp_path)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).unlink(missing_ok=True)
    os.mkfifo(tmp_path / file)
    [problem] = open_folder(tmp_path).problems
    assert (problem.file, problem.kind) == (file, "unreadable")
    assert "is not a file" in problem.message


def test_a_consent_that_is_none_of_the_three_is_one_line_with_those_three(tmp_path: Path) -> None:
    make_study(tmp_path)
    put(tmp_path, NOTES, (tmp_path / NOTES).read_text().replace("consent: quote", "consent: ja"))
    problem = only(opened(tmp_path).problems, NOTES)
    assert "expected one of `quote`, `paraphrase`, `none`, found `ja`" in problem.message
