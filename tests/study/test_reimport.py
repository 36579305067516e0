"""A new version of a file: joined with what was edited in the study, and only where it is one."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.study.edits import Change, Edit
from crosscase.study.model import Source, Speaker
from crosscase.study.opening import open_folder
from crosscase.study.originals import Original
from crosscase.study.problems import StudyError
from crosscase.study.reimport import came_from, joined, likeness, new_version, target
from studies import BODY, make_study

BASE = "# Tema\n\nI1: En setning. Og en til. Og den tredje.\nI2: Den fjerde! Den femte?\n\nSlutt"


def source(body: str) -> Source:
    return Source("alta/notat", "alta", "interview", "interviews/alta/notat.md", body, "")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("tredje", "3dje"), ("En setning", "Én setning")),
        (("Slutt", "Slutt."), ("# Tema", "Ny linje\n# Tema")),
        (("I2: Den fjerde! Den femte?\n", ""), ("# Tema", "# Temaet")),
        (("Og en til", "C:\\ny\\n"), ("femte", "5\\te")),
        (("", ""), ("tredje", "3dje")),
        (("tredje", "3dje"), ("", "")),
    ],
)
def test_edits_of_different_sentences_are_joined(mine: tuple[str, str], theirs: tuple[str, str]) -> None:
    """As if both had been made one after the other: they touch different words."""
    here, there = (BASE.replace(*edit, 1) for edit in (mine, theirs))
    assert joined(source(here), BASE, there, "n.txt") == here.replace(*theirs, 1)


def test_the_same_edit_on_both_sides_counts_once() -> None:
    both = BASE.replace("tredje", "3dje")
    assert joined(source(both), BASE, both, "n.txt") == both
    assert joined(source(both), BASE, f"Først.\n{both}", "n.txt") == f"Først.\n{both}"


def test_edits_of_one_sentence_are_refused_with_its_words() -> None:
    with pytest.raises(StudyError) as error:
        joined(source(BASE.replace("tredje", "3dje")), BASE, BASE.replace("tredje", "siste"), "n.txt")
    assert str(error.value) == (
        "n.txt: “Og den 3dje.” was edited both in alta/notat and in the file; "
        "give --replace to take the file's words"
    )


def test_without_git_or_the_imported_text_the_file_is_refused_with_a_way_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, theirs = BASE + " mitt", "ditt " + BASE
    with pytest.raises(StudyError, match="the text it was then is not known; give --replace"):
        joined(source(mine), None, theirs, "n.txt")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StudyError, match="git, which joins the two, is not here; give --replace"):
        joined(source(mine), BASE, theirs, "n.txt")
    assert joined(source(BASE), BASE, theirs, "n.txt") == theirs


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("ab.!? \n\\n|<=>", max_size=40), st.text("ab.!? \n\\n|<=>", max_size=40))
def test_texts_go_through_the_merge_to_the_letter(body: str, added: str) -> None:
    """An edit at the far end of a text joins with one at its beginning, whatever signs the text holds."""
    wall = "".join(f"Setning {number} som ingen rører.\n" for number in range(8))
    base = f"{body}\n{wall}"
    mine, theirs = f"{base}{added} slutt", f"Begynnelse.\n{base}"
    assert joined(source(mine), base, theirs, "n.txt") == f"Begynnelse.\n{base}{added} slutt"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_settings_of_git_do_not_disturb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[merge]\n\tconflictStyle = zdiff3\n[core]\n\tautocrlf = true\n\teol = crlf\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert subprocess.run(["git", "config", "core.autocrlf"], capture_output=True, check=True).stdout
    mine, theirs = BASE.replace("tredje", "3dje"), BASE.replace("En setning", "Én setning")
    assert "\r" not in joined(source(mine), BASE, theirs, "n.txt")
    assert joined(source(mine), BASE, theirs, "n.txt") == theirs.replace("tredje", "3dje")


def test_likeness_is_the_share_of_runs_of_words() -> None:
    long = " ".join(f"ord{number}" for number in range(100))
    assert likeness(long, long) == 1
    assert likeness(long, " ".join(reversed(long.split()))) == 0
    assert likeness(long, long.replace("ord50 ", "annet ")) > 0.9
    assert likeness("I1: Ja.", "I1: Nei.") == 0.5
    assert likeness("", "ord") == 0


def known(name: str, origin: str, imported: str = "2021-01-01T00:00:00Z") -> Original:
    return Original(name, "n.txt", origin, imported=imported)


def test_the_same_file_is_a_new_version_and_another_of_its_name_only_where_it_is_like(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s"))
    one, other = known("alta/fokusgruppe", "/a/n.txt"), known("skien/plan", "/b/n.txt")
    index = [one, other, known("alta/borte", "/a/n.txt")]
    assert came_from(study, index, "n.txt") == (one, other)
    assert came_from(study, index, "n.txt", folder="skien") == (other,)
    assert came_from(study, index, "m.txt") == ()
    assert target(study, (one, other), "/a/n.txt", "Helt nye ord her.", "n.txt") == one
    assert target(study, (one, other), "/c/n.txt", BODY + "Mer.", "n.txt") == one
    assert target(study, (one, other), "/c/n.txt", "Helt nye ord her.", "n.txt") is None


def test_two_sources_that_are_as_likely_are_refused(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s", sources={"alta/en": BODY, "skien/en": BODY}, fronts={})
    study = open_folder(root)
    both = (known("alta/en", "/a/n.txt"), known("skien/en", "/a/n.txt"))
    with pytest.raises(StudyError, match="alta/en and skien/en came from a file of this name; say which"):
        target(study, both, "/a/n.txt", BODY, "n.txt")


def as_edit(change: Change) -> Edit:
    return Edit("import", (change,))


FRONTS = {
    "none": ("", "speakers:\n  Ny: {}\n"),
    "block": ("case: alta\nspeakers:\n    I1: {role: x}  # om I1\ndate: 2021-01-01\n", None),
    "quoted": ('case: alta\nspeakers:\n  "I 1":\n    role: "x"\n', None),
    "nobody": ("case: alta\n# en merknad\n", None),
}


@pytest.mark.parametrize("name", sorted(FRONTS))
def test_a_new_version_lists_more_speakers_and_leaves_the_rest_to_the_letter(
    tmp_path: Path, name: str
) -> None:
    front = FRONTS[name][0]
    root = make_study(
        tmp_path / "s", sources={"alta/en": "Gammelt.\n"}, fronts={"alta/en": front}, codings={}
    )
    study = open_folder(root)
    new = (Speaker("Ny"), Speaker("K: odd #", coder="koder-a"))
    change = new_version(study, study.sources["alta/en"], "Nytt.\n", new[:1])
    study.apply(as_edit(change))
    text = (root / "interviews/alta/en.md").read_text()
    assert text.endswith("---\nNytt.\n")
    assert [line for line in front.split("\n") if line not in text] == []
    assert [speaker.name for speaker in open_folder(root).sources["alta/en"].speakers][-1] == "Ny"
    change = new_version(study, study.sources["alta/en"], "Enda nyere.\n", new[1:])
    study.apply(as_edit(change))
    assert open_folder(root).sources["alta/en"].speakers[-1] == Speaker("K: odd #", coder="koder-a")


def test_speakers_written_in_one_line_are_left_to_whoever_wrote_them(tmp_path: Path) -> None:
    front = "case: alta\nspeakers: {I1: {role: x}}\n"
    root = make_study(tmp_path / "s", sources={"alta/en": "I1: Ja.\n"}, fronts={"alta/en": front}, codings={})
    study = open_folder(root)
    with pytest.raises(StudyError, match="list I2 in it by hand"):
        new_version(study, study.sources["alta/en"], "I1: Nei.\n", (Speaker("I2"),))


@pytest.mark.parametrize("body", ["---\ntitle: x\n---\nord\n", "---\n", "a\x0cb\u2028c\n"])
def test_a_body_that_looks_like_front_matter_stays_a_body(tmp_path: Path, body: str) -> None:
    root = make_study(tmp_path / "s", sources={"alta/en": "x"}, fronts={}, codings={})
    (root / "interviews/alta/en.md").write_text("Bare ord.\n")
    study = open_folder(root)
    study.apply(as_edit(new_version(study, study.sources["alta/en"], body)))
    assert open_folder(root).sources["alta/en"].body == body
