"""Memos: what they are about, who may change them, and how they follow what gets another name."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosscase.study.check import check
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.memo_edits import remove_memo, write_memo
from crosscase.study.memos import all_memos, following, gist, memos_about, named
from crosscase.study.opening import open_folder
from crosscase.study.problems import ConflictError, StudyError
from crosscase.tui.saving import Saving
from studies import contents, make_study, put

CAPACITY = "c000000002"


def memo(
    about: str, text: str = "Tanker.", coder: str = "koder-a", created: str = "2021-12-20T09:00:00Z"
) -> str:
    return f'---\nabout: {about}\ncoder: {coder}\ncreated: "{created}"\n---\n{text}\n'


def opened(folder: Path, coder: str = "koder-a", **files: str | bytes) -> Study:
    """A study with memos by slug; `_` in a name stands for `-`."""
    named_files = {f"memos/{slug.replace('_', '-')}.md": content for slug, content in files.items()}
    make_study(folder / "study", files=named_files)
    return open_folder(folder / "study", coder)


def applied(study: Study, edit: Edit | None) -> None:
    assert edit is not None
    study.apply(edit)


# reading


def test_memos_are_read_with_what_they_are_about(tmp_path: Path) -> None:
    study = opened(
        tmp_path, om_alta=memo("case/alta", "\nEn *tanke*.\n\nTo.\n"), fritt="# Bare tekst\nuten mer\n"
    )
    one = study.memos["om-alta"]
    assert (one.about, one.coder, one.created) == ("case/alta", "koder-a", "2021-12-20T09:00:00Z")
    assert one.text == "En *tanke*.\n\nTo."
    assert (study.memos["fritt"].about, study.memos["fritt"].text) == ("study", "# Bare tekst\nuten mer")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("---\nabuot: study\n---\nx\n", "memos/brutt.md:2:1: unknown key `abuot`; did you mean `about`?"),
        ("---\nabout: study\ncoder: Koder A\n---\nx\n", "memos/brutt.md:3:8: `coder`: expected a slug"),
        ("---\nabout: [study\n---\nx\n", "memos/brutt.md:3:1: a list in [ ] that is not closed"),
        (b"---\nabout: study\n---\nl\xf8st\n", "memos/brutt.md:4:2: byte 0xf8 is not UTF-8"),
    ],
)
def test_a_broken_memo_is_one_line_and_hides_no_other(
    tmp_path: Path, content: str | bytes, told: str
) -> None:
    study = opened(tmp_path, brutt=content, hel=memo("study"))
    assert list(study.memos) == ["hel"]
    [problem] = study.problems
    assert str(problem).startswith(told)
    assert [str(p) for p in check(study)] == [str(problem)]


def test_a_memo_whose_name_is_no_slug_says_what_to_call_it(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s", files={"memos/Første lesning.md": "x\n"}))
    assert [str(p) for p in study.problems] == [
        "memos/Første lesning.md: `Første lesning` cannot name a memo; rename it to `forste-lesning`"
    ]


def test_a_code_is_found_by_its_id_its_path_and_a_former_path(tmp_path: Path) -> None:
    study = opened(
        tmp_path,
        a=memo(f"code/{CAPACITY}", created="2021-01-03T00:00:00Z"),
        b=memo("code/barriers/capacity", created="2021-01-02T00:00:00Z"),
        c=memo("code/barriers/resources", created="2021-01-01T00:00:00Z"),
        d=memo("code/barriers"),
    )
    for way in (CAPACITY, "barriers/capacity", "barriers/resources"):
        assert [m.id for m in memos_about(study, f"code/{way}")] == ["c", "b", "a"]
    assert check(study) == []


def test_all_memos_come_in_the_order_of_the_study_and_hold_those_of_codings(tmp_path: Path) -> None:
    study = opened(
        tmp_path,
        a=memo("code/barriers"),
        b=memo("source/skien/plan"),
        c=memo("case/oslo"),
        d=memo("study"),
        e=memo("case/skien"),
    )
    found = all_memos(study)
    assert [m.id for m in found[:-1]] == ["d", "e", "b", "a", "c"]
    coding = found[-1].coding
    assert coding is not None
    assert (found[-1].text, coding.code) == ("Sagt flere ganger.", "barriers/capacity")


def test_check_names_what_is_not_there_and_the_nearest(tmp_path: Path) -> None:
    study = opened(
        tmp_path,
        a=memo("case/atla"),
        b='---\ncoder: koder-a\nabout: "code/barrierz/capacity"\n---\nx\n',
        c=memo("source/alta/fokusgruppe"),
        d=memo("somewhere"),
    )
    assert [str(p) for p in check(study)] == [
        "memos/a.md:2: it is about case/atla, which is not here; did you mean case/alta?",
        "memos/b.md:3: it is about code/barrierz/capacity, which is not here; did you mean code/barriers/capacity?",
        "memos/d.md:2: it is about somewhere, which is not here; give what it is about, or `study`",
    ]


def test_check_does_not_blame_a_memo_for_a_source_that_cannot_be_read(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s", files={"memos/a.md": memo("source/skien/plan")})
    put(folder, "interviews/skien/plan.md", b"\xff")
    assert {p.file for p in check(open_folder(folder))} == {"interviews/skien/plan.md"}


@pytest.mark.parametrize(
    ("word", "about"),
    [
        ("study", "study"),
        ("case/alta", "case/alta"),
        ("code/barriers/resources", f"code/{CAPACITY}"),
        (f"code/{CAPACITY}", f"code/{CAPACITY}"),
    ],
)
def test_what_people_write_names_what_is_there(tmp_path: Path, word: str, about: str) -> None:
    assert named(opened(tmp_path), word) == about


def test_what_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    study = opened(tmp_path)
    with pytest.raises(
        StudyError, match=r"nothing called source/alta/fokusgrupe .*; did you mean source/alta/fokus"
    ):
        named(study, "source/alta/fokusgrupe")
    with pytest.raises(
        StudyError, match="nothing called coding/zzzzzzzzzz in this study; see crosscase codings"
    ):
        named(study, "coding/zzzzzzzzzz")


# writing


def test_a_new_memo_is_a_file_named_by_its_first_words(tmp_path: Path) -> None:
    study = opened(tmp_path)
    applied(
        study, write_memo(study, "code/barriers/capacity", "Også åpen øvelse her, og mer enn så.", "koder-a")
    )
    raw = (study.root / "memos/ogsa-apen-ovelse-her-og-mer.md").read_text(encoding="utf-8")
    _, front, body = raw.split("---\n", 2)
    read = yaml.safe_load(front)
    assert (read["about"], read["coder"]) == (f"code/{CAPACITY}", "koder-a")
    assert body == "Også åpen øvelse her, og mer enn så.\n"
    assert study.memos["ogsa-apen-ovelse-her-og-mer"].text == body.strip()


def test_memos_with_the_same_first_words_stand_beside_each_other(tmp_path: Path) -> None:
    study = opened(tmp_path, tanke=b"\xff")  # a file that cannot be read keeps its name too
    for _ in range(2):
        applied(study, write_memo(study, "study", "Tanke", "koder-a"))
    assert sorted(f.name for f in (study.root / "memos").iterdir()) == [
        "tanke-2.md",
        "tanke-3.md",
        "tanke.md",
    ]
    assert (study.root / "memos/tanke.md").read_bytes() == b"\xff"


def test_other_words_leave_the_front_matter_as_it_was_written(tmp_path: Path) -> None:
    front = "---\n# min egen merknad\nnotice: \"Konstruert.\"\nabout:   'case/alta'   # Alta\ncoder: koder-a\n---\n"
    study = opened(tmp_path, a=front + "\nGamle ord.\n\n")
    applied(study, write_memo(study, "", "Nye ord.\n\n- og flere\n", "koder-a", study.memos["a"]))
    assert (study.root / "memos/a.md").read_text() == front + "Nye ord.\n\n- og flere\n"
    study.undo()
    assert (study.root / "memos/a.md").read_text() == front + "\nGamle ord.\n\n"
    assert study.memos["a"].text == "Gamle ord."


def test_the_same_words_are_no_edit_and_no_words_remove_the_memo(tmp_path: Path) -> None:
    study = opened(tmp_path, a=memo("study", "Ord."))
    before = contents(study.root)
    assert write_memo(study, "", "Ord.\n", "koder-a", study.memos["a"]) is None
    applied(study, write_memo(study, "", " \n", "koder-a", study.memos["a"]))
    assert study.memos == {}
    assert not (study.root / "memos/a.md").exists()
    study.undo()
    assert contents(study.root) == before
    with pytest.raises(StudyError, match="a memo needs words"):
        write_memo(study, "case/alta", "\n", "koder-a")


def test_words_that_look_like_front_matter_stay_words(tmp_path: Path) -> None:
    study = opened(tmp_path, a="bare tekst\n")
    text = "---\nabout: case/alta\n---\nord"
    applied(study, write_memo(study, "", text, "koder-a", study.memos["a"]))
    again = open_folder(study.root).memos["a"]
    assert (again.about, again.text) == ("study", text)


def test_nobody_changes_another_coders_memo(tmp_path: Path) -> None:
    study = opened(tmp_path, coder="koder-b", a=memo("study", "Ord."))
    before = contents(study.root)
    for change in (
        lambda: write_memo(study, "", "Andre ord.", "koder-b", study.memos["a"]),
        lambda: remove_memo(study, study.memos["a"], "koder-b"),
    ):
        with pytest.raises(StudyError, match=r"the memo a is koder-a's: only they change it"):
            change()
    # nor by an edit that says it is somebody else's
    with pytest.raises(StudyError, match=r"memos/a.md belongs to koder-a; you code as koder-b"):
        applied(study, remove_memo(study, study.memos["a"], "koder-a"))
    assert contents(study.root) == before


def test_a_codings_memo_is_written_into_the_coding(tmp_path: Path) -> None:
    study = opened(tmp_path)
    [held] = [m for m in all_memos(study) if m.coding is not None]
    applied(study, write_memo(study, held.about, "Nytt.", "koder-a"))
    file = study.root / "codings/alta/fokusgruppe/koder-a.yaml"
    assert [c.get("memo") for c in yaml.safe_load(file.read_text())["codings"]].count("Nytt.") == 1
    [held] = [m for m in all_memos(study) if m.coding is not None]
    applied(study, remove_memo(study, held, "koder-a"))
    assert "memo:" not in file.read_text()
    with pytest.raises(StudyError, match="that coding is koder-a's"):
        write_memo(study, held.about, "Nytt.", "koder-b")


# following


def test_memos_of_a_case_and_its_sources_follow_and_nothing_else_changes(tmp_path: Path) -> None:
    spellings = {
        "a": "---\nabout: case/alta\ncoder: koder-b\n---\nOm case/alta.\n",
        "b": "\ufeff---\r\ncoder: koder-a\r\nabout: \"source/alta/fokusgruppe\" # gruppa\r\n---\r\nLinje\r\n",
        "c": "---\nabout: >-\n  case/alta\ncoder: koder-a\n---\nx",
        "d": "---\n{coder: koder-a, about: 'case/alta'}\n---\n\n\nabout: case/alta\n",
        "e": "---\nabout: case/skien\n---\nom case/alta\n",
        "f": "---\nabout: source/alta-nord/fokusgruppe\n---\nx\n",
    }  # fmt: skip
    study = opened(tmp_path, **spellings)
    before = contents(study.root)
    study.apply(Edit("rename case", following(study, "case/alta", "case/nord")))
    after = contents(study.root)
    wanted = {
        "a": "---\nabout: case/nord\ncoder: koder-b\n---\nOm case/alta.\n",
        "b": "\ufeff---\r\ncoder: koder-a\r\nabout: source/nord/fokusgruppe # gruppa\r\n---\r\nLinje\r\n",
        "c": "---\nabout: case/nord\ncoder: koder-a\n---\nx",
        "d": "---\n{coder: koder-a, about: case/nord}\n---\n\n\nabout: case/alta\n",
    }
    assert after == before | {f"memos/{slug}.md": text.encode() for slug, text in wanted.items()}
    assert [m.id for m in memos_about(study, "case/nord")] == ["a", "c", "d"]
    study.undo()
    assert contents(study.root) == before


def test_a_merged_codes_memos_become_the_other_codes_whoever_wrote_them(tmp_path: Path) -> None:
    study = opened(tmp_path, a=memo("code/barriers/resources", coder="koder-b"), b=memo(f"code/{CAPACITY}"))
    study.apply(Edit("merge", following(study, f"code/{CAPACITY}", "code/c000000003")))
    assert [m.id for m in memos_about(study, "code/barriers/knowledge")] == ["a", "b"]
    assert memos_about(study, f"code/{CAPACITY}") == ()


def test_a_memo_that_cannot_be_read_holds_nothing_up(tmp_path: Path) -> None:
    study = opened(tmp_path, a=memo("case/alta"), b=memo("case/alta"))
    put(study.root, "memos/b.md", "---\nabuot: x\n---\n")
    study.refresh()
    study.apply(Edit("rename case", following(study, "case/alta", "case/nord")))
    assert [m.id for m in memos_about(study, "case/nord")] == ["a"]
    assert (study.root / "memos/b.md").read_text() == "---\nabuot: x\n---\n"


@given(st.text(string.printable + "æøå…", max_size=60), st.text(string.printable + "æøå\u2028", max_size=60))
def test_text_and_following_hold_for_whatever_is_written(first: str, second: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        study = open_folder(make_study(Path(name) / "s"), "koder-a")
        wanted = first.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if not first.strip("\n").strip():
            return
        applied(study, write_memo(study, "case/alta", first, "koder-a", title=second))
        [slug] = study.memos
        study.apply(Edit("rename", following(study, "case/alta", "case/skien")))
        read = open_folder(study.root).memos[slug]
        assert (read.about, read.text, read.title) == ("case/skien", wanted, " ".join(second.split()))


# beside other programs


def test_memos_that_others_write_change_or_remove_are_taken_in(tmp_path: Path) -> None:
    study = opened(tmp_path, a=memo("study", "Ord."))
    saving = Saving(study)
    put(study.root, "memos/b.md", memo("case/alta", "Nytt."))
    put(study.root, "memos/a.md", memo("study", "Helt andre ord."))
    assert saving.poll() == {"memos/a.md", "memos/b.md"}
    assert (study.memos["a"].text, study.memos["b"].text) == ("Helt andre ord.", "Nytt.")
    (study.root / "memos/b.md").unlink()
    assert saving.poll() == {"memos/b.md"}
    assert list(study.memos) == ["a"]
    assert saving.poll() == frozenset()


def test_words_that_somebody_else_changed_meanwhile_are_not_written_over(tmp_path: Path) -> None:
    study = opened(tmp_path, a=memo("study", "Ord."))
    edit = write_memo(study, "", "Mine ord.", "koder-a", study.memos["a"])
    put(study.root, "memos/a.md", memo("study", "Deres ord."))
    with pytest.raises(ConflictError, match="changed by somebody else"):
        applied(study, edit)
    assert study.memos["a"].text == "Deres ord."


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("# Grensen mot rekruttering\n\nFor få folk.", "", "Grensen mot rekruttering"),
        ("# Grensen\n\nFor få folk.", "Kapasitet", "Kapasitet"),
        ("For få\nfolk.\n\n# Mer", "", "For få folk. # Mer"),
        ("#kapasitet er et ord", "", "#kapasitet er et ord"),
        ("x" * 100, "", "x" * 59 + "…"),
    ],
)
def test_a_memo_is_listed_by_its_title_its_heading_or_its_first_words(
    tmp_path: Path, text: str, title: str, wanted: str
) -> None:
    study = open_folder(make_study(tmp_path / "study"), "koder-a")
    applied(study, write_memo(study, "case/alta", text, "koder-a", title=title))
    (read,) = memos_about(study, "case/alta")
    assert gist(read) == wanted
