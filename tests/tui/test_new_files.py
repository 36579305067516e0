"""Files that another program puts into an open study."""

from __future__ import annotations

from pathlib import Path

from crosscase.study.listing import listing
from crosscase.study.opening import open_folder
from crosscase.tui.saving import Saving
from studies import make_study

OTHERS = """source: alta/fokusgruppe
coder: koder-b
text: "0"
codings:
  - id: bbbbbbbbbb
    code: barriers
    at: [0, 4]
    quote: "{quote}"
    created: "2022-01-04T09:00:00Z"
"""


def new_files(root: Path, known: tuple[str, ...]) -> set[str]:
    return set(listing(root, lambda problem: None).files) - set(known)


def test_the_first_file_of_another_coder_is_taken_in(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    study = open_folder(root)
    source_id = next(iter(study.sources))
    folder, name = source_id.split("/")
    body = study.sources[source_id].body
    place = root / "codings" / folder / name
    place.mkdir(parents=True, exist_ok=True)
    first = body[0:4].replace("\n", "\\n")
    text = OTHERS.format(quote=first).replace("alta/fokusgruppe", source_id).replace("koder-b", "koder-ny")
    (place / "koder-ny.yaml").write_text(text, encoding="utf-8")
    found = new_files(root, study.known_files)
    assert found == {f"codings/{source_id}/koder-ny.yaml"}
    assert study.refresh(found) == found
    assert [c.coder for c in study.codings(source_id, ["koder-ny"])] == ["koder-ny"]
    assert "koder-ny" in study.coders_of(source_id)


def test_a_new_source_of_a_new_case_is_taken_in_and_a_broken_one_named(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    study = open_folder(root)
    (root / "interviews/bodo").mkdir()
    (root / "interviews/bodo/notater.md").write_text("Et notat fra Bodø.\n", encoding="utf-8")
    (root / "interviews/bodo/darlig.md").write_bytes(b"ikke \xff UTF-8\n")
    (root / "cases/bodo.yaml").write_text("name: Bodø\n", encoding="utf-8")
    found = new_files(root, study.known_files)
    study.refresh(found)
    assert study.sources["bodo/notater"].body == "Et notat fra Bodø.\n"
    assert study.cases["bodo"].name == "Bodø"
    assert "bodo/darlig" not in study.sources
    assert [problem.kind for problem in study.problems if problem.file.endswith("darlig.md")] == ["encoding"]
    assert not new_files(root, study.known_files)


def test_a_changed_case_file_is_taken_in(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    study = open_folder(root)
    case = next(iter(study.cases))
    assert study.refresh() == frozenset()
    (root / f"cases/{case}.yaml").write_text("name: Et annet navn\n", encoding="utf-8")
    assert study.refresh() == {f"cases/{case}.yaml"}
    assert study.cases[case].name == "Et annet navn"


def test_an_open_workbench_finds_a_new_file_when_it_looks_again(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    study = open_folder(root)
    saving = Saving(study)
    assert saving.poll() == frozenset()
    (root / "interviews/bodo").mkdir()
    (root / "interviews/bodo/notater.md").write_text("Et notat fra Bodø.\n", encoding="utf-8")
    assert saving.poll() == {"interviews/bodo/notater.md"}
    (root / "interviews/bodo/mer.md").write_text("Et notat til.\n", encoding="utf-8")
    assert saving.poll() == {"interviews/bodo/mer.md"}
    assert saving.poll() == frozenset()
    assert {"bodo/notater", "bodo/mer"} <= set(study.sources)
