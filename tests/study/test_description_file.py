"""Statements in cases/<case>.yaml: read, written into the file without touching all else, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from crosscase.study.case_edits import CaseRow, set_attributes
from crosscase.study.description_file import Statement
from crosscase.study.descriptions import statement_of, statements_of
from crosscase.study.edits import Change, Edit
from crosscase.study.folder import Study
from crosscase.study.moving import rename_case
from crosscase.study.opening import open_folder
from crosscase.study.problems import FileError, StudyError
from studies import make_study

ALTA = "cases/alta.yaml"
ONE, TWO = "k7f3q2m9x0", "w2p8r5t1v4"
FILE = f"""# skrevet for hånd
name: Alta   # kommunen
description:
  tiltak:
  # avtalen
  - id: {ONE}
    text: {{nb: "Avtalen gjelder hele kommunen.", en: "The agreement covers all."}}
    evidence: [4k7m0q9x2w]
    status: ongoing
  - {{id: {TWO}, text: Skolene har en plan.}}
attributes:
  fylke: 'Troms og Finnmark'
# slutt
"""


def opened(folder: Path, content: str = FILE) -> Study:
    return open_folder(make_study(folder / "study", files={ALTA: content}), "koder-a")


def put_in(study: Study, statement: Statement, before: Statement | None = None) -> None:
    study.apply(Edit("test", (Change(ALTA, statement.id, before, statement),)))


def test_statements_are_read_with_their_section_and_place(tmp_path: Path) -> None:
    study = opened(tmp_path)
    first, second = statements_of(study, "alta")
    assert (first.id, first.section, first.rank, first.status) == (ONE, "tiltak", 0.0, "ongoing")
    assert first.text == {"nb": "Avtalen gjelder hele kommunen.", "en": "The agreement covers all."}
    assert (second.id, second.text, second.version) == (TWO, {"": "Skolene har en plan."}, 1)
    assert study.cases["alta"].attributes == {"fylke": "Troms og Finnmark"}


@pytest.mark.parametrize(
    "content", [FILE, FILE.replace("\n", "\r\n"), "\ufeff" + FILE, "name: Alta", "name: Alta\n"]
)
def test_what_stands_beside_the_statements_stays_to_the_letter(tmp_path: Path, content: str) -> None:
    study = opened(tmp_path, content)
    put_in(study, Statement(id="b00000000b", section="barrierer", text={"nb": "Det mangler folk: æøå «x»"}))
    raw = (study.root / ALTA).read_bytes().decode()
    for line in ("name: Alta   # kommunen", "# slutt", "  fylke: 'Troms og Finnmark'", "# skrevet for hånd"):
        assert (line in raw) == (line in content)
    assert raw.startswith("\ufeff") == content.startswith("\ufeff")
    assert ("\r\n" in raw) == ("\r\n" in content)
    read = yaml.safe_load(raw)
    assert read["description"]["barrierer"] == [
        {"id": "b00000000b", "text": {"nb": "Det mangler folk: æøå «x»"}}
    ]
    assert [each.id for each in statements_of(open_folder(study.root), "alta")] == [
        each.id for each in statements_of(study, "alta")
    ]
    study.undo()
    assert (study.root / ALTA).read_bytes() == content.encode()


@pytest.mark.parametrize(
    "content",
    [
        f"name: Alta\ndescription:\n  tiltak:\n    - {{id: {ONE}, text: En.}}\n\n# om kommunen\nattributes: {{fylke: Troms}}\n",
        f"name: Alta\ndescription:\n  tiltak:\n    - {{id: {ONE}, text: En.}}\n  # slutt",
        "name: Alta\ndescription: {}\n# om kommunen\nattributes: {fylke: Troms}\n",
        "name: Alta\n# ferdig\n...\n",
        "{name: Alta, respondent: R050}\n",
        "  name: Alta\n  notice: x\n",
        "name: Alta\nnotice: |+\n  konstruert",
        f"description:\r\n  tiltak:\r\n    - {{id: {ONE}, text: En.}}\r\nname: Alta\r\n",
    ],
)
def test_a_statement_fits_into_a_file_however_it_is_laid_out(tmp_path: Path, content: str) -> None:
    study = opened(tmp_path, content)
    before = yaml.safe_load(content)
    put_in(study, Statement(id="b00000000b", section="barrierer", text={"nb": "Ny."}))
    raw = (study.root / ALTA).read_bytes().decode()
    assert raw.count("\r") == (raw.count("\n") if "\r" in content else 0)
    read = yaml.safe_load(raw)
    written = read.pop("description")
    assert written.pop("barrierer") == [{"id": "b00000000b", "text": {"nb": "Ny."}}]
    assert [each["id"] for inside in written.values() for each in inside] == ([ONE] if ONE in content else [])
    assert read == {key: value for key, value in before.items() if key != "description"}
    assert all(line in raw.split("\n") for line in content.split("\n") if line.strip().startswith("#"))
    study.undo()
    assert (study.root / ALTA).read_bytes() == content.encode()


def test_two_programs_write_statements_of_one_case_and_both_are_kept(tmp_path: Path) -> None:
    one = opened(tmp_path)
    two = open_folder(one.root, "koder-b")
    statements_of(two, "alta")
    put_in(one, Statement(id="b00000000b", section="tiltak", text={"nb": "Ny."}, rank=9.0))
    former = statement_of(two, "alta", ONE)
    put_in(two, replace(former, text={"nb": "Annerledes."}), former)
    assert {each.id: each.text.get("nb", "") for each in statements_of(one, "alta")} == {
        ONE: "Annerledes.", TWO: "", "b00000000b": "Ny.",
    }  # fmt: skip
    with pytest.raises(StudyError, match=r"the statement “.*” was changed by somebody else"):
        put_in(two, former, former)


def test_attributes_and_a_new_slug_leave_the_statements_as_they_are(tmp_path: Path) -> None:
    study = opened(tmp_path)
    before = statements_of(study, "alta")
    edit, _ = set_attributes(study, [CaseRow("line 1", "alta", {"innbyggere": "21071"})])
    assert edit is not None
    study.apply(edit)
    assert statements_of(study, "alta") == before
    study.apply(rename_case(study, "alta", "alta-kommune"))
    assert statements_of(study, "alta-kommune") == before
    assert not (study.root / ALTA).exists()
    study.undo()
    study.undo()
    assert (study.root / ALTA).read_text() == FILE
    assert statements_of(study, "alta") == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((TWO, ONE), "id k7f3q2m9x0 stands twice; give one of the two statements another id"),
        ((f"id: {ONE}", "nummer: 1"), "unknown key `nummer`; known are"),
        (
            ("status: ongoing", "status: going"),
            "expected one of `planned`, `ongoing`, `done`, `ended`, found `going`",
        ),
        (("status: ongoing", "rank: 3"), "unknown key `rank`"),
        (("evidence: [4k7m0q9x2w]", "evidence: 4k7m0q9x2w"), "expected a list, found `4k7m0q9x2w`"),
        (("  tiltak:\n", "  Tiltak nå:\n"), "expected a slug"),
        ((FILE, "- Alta\n- Skien\n"), "expected keys and values"),
        (("Skolene har en plan.", '{nb: " "}'), f"statement {TWO} has no text; write one, or take it out"),
    ],
)
def test_a_broken_description_is_one_line_and_the_case_still_opens(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    content = FILE.replace(*change)
    study = opened(tmp_path, content)
    assert study.cases["alta"].name == "Alta"
    with pytest.raises(FileError) as refused:
        statements_of(study, "alta")
    line = str(refused.value)
    assert line.startswith(f"{ALTA}:")
    assert words in line
    assert "\n" not in line
    with pytest.raises(FileError):
        put_in(study, Statement(id="b00000000b", section="tiltak", text={"nb": "Ny."}))
    assert (study.root / ALTA).read_text() == content
