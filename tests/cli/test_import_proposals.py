"""Speakers, headings and comments of imported files: shown, asked for, and counting once they are accepted."""

import json
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import yaml

from crosscase.cli import import_
from crosscase.study import originals
from studies import contents, put

INTERVIEW = ("--case", "alta", "--kind", "interview")
TEXT = """Utfordringsbildet

Mari: Hva er vanskelig?
Per: Vi har for lite tid. Det er mangel på folk.
Mari: Mer?
Per: Nei.
Tiltak: Ingen.
Tiltak: Flere.

Veien videre

Mari: Hva nå?
"""
BODY = TEXT.replace("Utfordringsbildet", "# Utfordringsbildet").replace("Veien", "# Veien")


def parts(study: Path, source: str) -> tuple[dict, str]:
    _, front, body = (study / f"interviews/{source}.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def row_of(done) -> dict:
    [row] = json.loads(done.out)
    return row


def test_away_from_a_terminal_nothing_that_is_proposed_counts_and_a_note_says_how_it_would(
    run, study: Path
) -> None:
    put(study, "n.txt", TEXT)
    done = run("import", "n.txt", *INTERVIEW, "--format", "json", where=study)
    assert done.code == 0
    assert (row_of(done)["speakers"], row_of(done)["headings"]) == (0, 0)
    front, body = parts(study, "alta/n")
    assert ("speakers" in front, body) == (False, TEXT)
    assert done.err.split("\n") == [
        "n.txt: not listed as speakers: “Mari” 3×, “Per” 2×, “Tiltak” 2×; if they speak, list them in "
        "interviews/alta/n.md, or import it again with --speakers all",
        "n.txt: look like headings: “Utfordringsbildet”, “Veien videre”; if they are, import it again with "
        "--headings all",
        "",
    ]


def test_what_was_proposed_can_be_accepted_by_importing_the_file_again(run, study: Path) -> None:
    put(study, "n.txt", TEXT)
    run("import", "n.txt", *INTERVIEW, where=study)
    done = run("import", "n.txt", "--yes", "--format", "json", where=study)
    assert (row_of(done)["source"], row_of(done)["outcome"]) == ("alta/n", "updated: no codings")
    front, body = parts(study, "alta/n")
    assert (set(front["speakers"]), body) == ({"Mari", "Per", "Tiltak"}, BODY)
    assert run("import", "n.txt", "--yes", where=study).err == ""


@pytest.mark.parametrize(
    ("options", "speakers", "headings"),
    [
        (["--yes"], {"Mari", "Per", "Tiltak"}, 2),
        (["--speakers", "all"], {"Mari", "Per", "Tiltak"}, 0),
        (["--speakers", "listed"], set(), 0),
        (["--headings", "all"], set(), 2),
        (["--headings", "marked"], set(), 0),
        (["--yes", "--speakers", "listed", "--speaker", "Per=leder"], {"Per"}, 2),
        (["--yes", "--headings", "none"], {"Mari", "Per", "Tiltak"}, 0),
    ],
)
def test_options_say_what_counts(
    run, study: Path, options: list[str], speakers: set[str], headings: int
) -> None:
    put(study, "n.txt", TEXT)
    row = row_of(run("import", "n.txt", *INTERVIEW, *options, "--format", "json", where=study))
    front, body = parts(study, "alta/n")
    assert set(front.get("speakers", ())) == speakers
    assert (row["speakers"], row["headings"], body.count("# ")) == (len(speakers), headings, headings)


def test_headings_of_markdown_can_be_made_words(run, study: Path) -> None:
    put(study, "n.md", "# Tema\n\n## Under #2\n\nOrd # her.\n")
    run("import", "n.md", "--case", "alta", "--kind", "document", "--headings", "none", where=study)
    assert parts(study, "alta/n")[1] == "Tema\n\nUnder #2\n\nOrd # her.\n"


def test_a_document_has_no_speakers_to_propose(run, study: Path) -> None:
    put(study, "n.txt", TEXT)
    run("import", "n.txt", "--case", "alta", "--kind", "document", "--yes", where=study)
    front, body = parts(study, "alta/n")
    assert ("speakers" in front, body) == (False, BODY)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch):
    """What somebody types, and what a terminal shows on stderr."""

    def typed(text: str) -> Terminal:
        shown = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys, "stderr", shown)
        return shown

    return typed


def test_at_a_terminal_proposals_are_shown_and_asked_for(run, study: Path, at_terminal) -> None:
    put(study, "n.txt", TEXT)
    put(study, "m.txt", "Per: Ja.\nPer: Nei.\nOla: En.\nOla: To.\n")
    shown = at_terminal("7\n1, 3-4\n2\n")
    run("import", "n.txt", "m.txt", *INTERVIEW, where=study)
    assert list(parts(study, "alta/n")[0]["speakers"]) == ["Per", "Tiltak"]
    assert list(parts(study, "alta/m")[0]["speakers"]) == ["Per", "Ola"]
    assert parts(study, "alta/n")[1] == TEXT.replace("Veien", "# Veien")
    lines = [line.strip() for line in shown.getvalue().split("\n")]
    assert "1  Per  4× in 2 files" in lines
    assert "2  Mari  3×" in lines
    assert "1  n.txt:1  Utfordringsbildet" in lines
    assert "7 says none of them; give a, n, or numbers from 1 to 4" in shown.getvalue()
    assert "import it again" not in shown.getvalue()


@pytest.mark.parametrize(
    ("typed", "speakers", "headings"),
    [("a\na\n", 3, 2), ("\n\n", 0, 0), ("n\nall\n", 0, 2), ("1\n1\n", 1, 1), ("3-2\n2-1\n", 2, 2)],
)
def test_an_answer_may_be_all_none_or_some(
    run, study: Path, at_terminal, typed: str, speakers: int, headings: int
) -> None:
    put(study, "n.txt", TEXT)
    at_terminal(typed)
    run("import", "n.txt", *INTERVIEW, where=study)
    front, body = parts(study, "alta/n")
    assert (len(front.get("speakers", ())), body.count("# ")) == (speakers, headings)


def test_nothing_is_asked_where_options_say_it_all(run, study: Path, at_terminal) -> None:
    put(study, "n.txt", TEXT)
    shown = at_terminal("")
    run("import", "n.txt", *INTERVIEW, "--speakers", "all", "--headings", "marked", where=study)
    assert (len(parts(study, "alta/n")[0]["speakers"]), shown.getvalue()) == (3, "")


def test_whoever_goes_away_while_asked_has_changed_nothing(run, study: Path, at_terminal) -> None:
    put(study, "n.txt", TEXT)
    before = contents(study)
    at_terminal("")  # as ctrl+d
    assert run("import", "n.txt", *INTERVIEW, where=study).code == 130
    assert contents(study) == before


def test_headings_that_were_chosen_one_by_one_stay_chosen(run, study: Path, at_terminal) -> None:
    put(study, "n.txt", TEXT)
    at_terminal("n\n2\n")
    run("import", "n.txt", *INTERVIEW, where=study)
    put(study, "n.txt", TEXT.replace("Hva nå?", "Hva så?"))
    at_terminal("n\n")  # speakers are asked for, headings are known
    run("import", "n.txt", where=study)
    assert parts(study, "alta/n")[1] == TEXT.replace("Veien", "# Veien").replace("Hva nå?", "Hva så?")


def commented() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Tema", 1)
    paragraph = document.add_paragraph("")
    paragraph.add_run("I1: Vi har ")
    run = paragraph.add_run("for lite tid")
    paragraph.add_run(" til alt.")
    document.add_comment(run, text="Viktig [b]!\nSe også =SUM(A1).", author="Kari", initials="K")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_comments_become_one_memo_about_the_source_where_they_are_wanted(run, study: Path) -> None:
    put(study, "n.docx", commented())
    done = run("import", "n.docx", *INTERVIEW, "--format", "json", where=study)
    assert row_of(done)["comments"] == 1
    assert (
        "n.docx: 1 comment stays in the file; import it again with --comments for a memo of them" in done.err
    )
    assert not list((study / "memos").glob("*")) if (study / "memos").exists() else True
    done = run("import", "n.docx", "--comments", "--coder", "koder-b", "--format", "json", where=study)
    assert row_of(done)["outcome"] == "there already, skipped, and a memo"
    [memo] = (study / "memos").glob("*.md")
    _, front, words = memo.read_text(encoding="utf-8").split("---\n", 2)
    front = yaml.safe_load(front)
    assert (front["about"], front["coder"]) == ("source/alta/n", "koder-b")
    assert front["title"] == "Comments in n.docx"
    assert words.startswith("- Line 3, “for lite tid” (Kari, ")
    assert words.endswith("): Viktig [b]!\n  Se også =SUM(A1).\n")
    assert run("check", where=study).code == 0
    done = run("import", "n.docx", "--comments", "--format", "json", where=study)
    assert row_of(done)["outcome"] == "there already, skipped"


def test_look_shows_everything_a_file_would_give_and_changes_nothing(run, study: Path) -> None:
    put(study, "n.txt", TEXT.encode("cp1252"))
    put(study, "w.docx", commented())
    put(study, "tom.txt", "")
    before = contents(study)
    options = [*INTERVIEW, "--speaker", "Per=leder", "--look", "--format", "json"]
    done = run("import", "n.txt", "w.docx", "tom.txt", *options, where=study)
    assert (done.code, done.err) == (1, "crosscase: tom.txt: is empty; there is nothing to import\n")
    rows = [
        (row["file"], row["what"], row["words"], row["where"], row["counts"]) for row in json.loads(done.out)
    ]
    for wanted in (
        ("n.txt", "text (text)", "new, alta/n", "", "yes"),
        ("n.txt", "speaker", "Per", "", "yes"),
        ("n.txt", "speaker", "Mari", "", "if accepted"),
        ("n.txt", "heading", "Veien videre", "line 10", "if accepted"),
        ("w.docx", "heading", "Tema", "line 1", "yes"),
        ("w.docx", "comment", "Kari: Viktig [b]!\nSe også =SUM(A1).", "line 3", "with --comments"),
    ):
        assert wanted in rows
    assert any(what == "note" and "read as cp1252" in words for _, what, words, _, _ in rows)
    assert contents(study) == before


def test_a_folder_of_many_formats_gives_a_row_a_file_and_its_folders_are_the_cases(run, study: Path) -> None:
    put(study, "inn/Alta/notat.docx", commented())
    put(study, "inn/Alta/tale.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Kari>Vi er få.</v>\n")
    put(study, "inn/Bodø/n.md", "---\nkind: document\n---\n# Plan\n\nOrd.\n")
    put(study, "inn/Bodø/svar.csv", "nr;F4\nR1;Vi mangler folk.\nR2;Tid.\n")
    put(study, "inn/bilde.png", b"\x89PNG\r\n\x1a\n")
    put(study, "inn/Alta/tom.odt", b"")
    options = ["--kind", "interview", "--column", "F4", "--respondent", "nr", "--speakers", "all"]
    done = run("import", "inn", *options, "--format", "json", where=study)
    assert (done.code, done.err.count("crosscase: ")) == (1, 1)
    rows = {row["file"]: row for row in json.loads(done.out)}
    assert [(row["source"], row["format"], row["outcome"]) for row in rows.values()] == [
        ("alta/notat", "Word", "new"),
        ("alta/tale", "WebVTT", "new"),
        ("bodo/n", "Markdown", "new, and case bodo"),
        ("open-answers/f4", "CSV", "new"),
        ("", "", "skipped: of no kind that can be read"),
    ]
    assert parts(study, "bodo/n")[0]["kind"] == "interview"
    assert list(parts(study, "alta/tale")[0]["speakers"]) == ["Kari"]
    assert yaml.safe_load((study / "cases/bodo.yaml").read_text())["name"] == "Bodø"


def test_ctrl_c_while_files_are_read_changes_nothing(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        put(study, f"{name}.txt", f"Tekst {name}.\n")
    before = contents(study)
    real, read = import_.counted_aloud, []

    def stopped(items, what):
        for item in real(items, what):
            if len(read) == 2:
                raise KeyboardInterrupt
            read.append(item)
            yield item

    monkeypatch.setattr(import_, "counted_aloud", stopped)
    assert run("import", "a.txt", "b.txt", "c.txt", *INTERVIEW, where=study).code == 130
    assert contents(study) == before


def test_ctrl_c_while_originals_are_kept_leaves_sources_whole_and_knows_what_was_kept(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        put(study, f"{name}.txt", f"Tekst {name}.\n")
    real = originals._write_new

    def stopped(path: str, raw: bytes, flush: bool = True) -> bool:
        if path.endswith("b.txt"):
            raise KeyboardInterrupt
        return real(path, raw, flush)

    with monkeypatch.context() as patch:
        patch.setattr(originals, "_write_new", stopped)
        assert run("import", "a.txt", "b.txt", "c.txt", *INTERVIEW, where=study).code == 130
    assert all((study / f"interviews/alta/{name}.md").exists() for name in ("a", "b", "c"))
    assert [one.source for one in originals.read_index(study)] == ["alta/a"]
    assert not list((study / "private").rglob(".crosscase-tmp*"))
    assert run("check", where=study).code == 0
    # importing once more keeps the others too
    run("import", "a.txt", "b.txt", "c.txt", *INTERVIEW, where=study)
    assert [one.source for one in originals.read_index(study)] == ["alta/a", "alta/b", "alta/c"]


def test_an_original_that_cannot_be_kept_is_told_and_the_source_is_in(run, study: Path) -> None:
    put(study, "private/originals/alta", "en fil der mappen skulle stå")
    put(study, "a.txt", "Tekst.\n")
    done = run("import", "a.txt", *INTERVIEW, where=study)
    assert done.code == 0
    assert "a.txt: the file cannot be kept in" in done.err
    assert "put a copy there by hand" in done.err
    assert (study / "interviews/alta/a.md").exists()


def test_a_private_place_that_is_not_there_is_refused_before_anything_is_read(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(study, "a.txt", "Tekst.\n")
    monkeypatch.setenv("CROSSCASE_PRIVATE", str(study / "ingen"))
    before = contents(study)
    assert (
        "is no folder; make it, or set another" in run("import", "a.txt", *INTERVIEW, where=study).refused()
    )
    assert contents(study) == before


def test_files_of_the_same_name_and_of_the_same_words_are_told_apart(run, study: Path) -> None:
    for folder, text in (("en", "Første.\n"), ("to", "Andre.\n"), ("tre", "Første.\n")):
        put(study, f"{folder}/notat.txt", text)
    put(study, "stor.txt", "")
    with (study / "stor.txt").open("wb") as file:
        file.truncate(500 * 2**20)
    names = [f"{folder}/notat.txt" for folder in ("en", "to", "tre")]
    done = run("import", *names, "stor.txt", *INTERVIEW, "--format", "json", where=study)
    assert done.code == 1
    assert done.err == "crosscase: stor.txt: is larger than 64 MB; divide it and import the parts\n"
    assert [(row["source"], row["outcome"]) for row in json.loads(done.out)] == [
        ("alta/notat", "new"), ("alta/notat-2", "new"), ("alta/notat", "there already, skipped"),
    ]  # fmt: skip


def test_a_text_with_marks_of_an_unfinished_merge_does_not_keep_the_good_ones_out(run, study: Path) -> None:
    put(study, "a.txt", "Tekst\n<<<<<<< HEAD\nmin\n=======\ndin\n>>>>>>> andre\n")
    put(study, "b.txt", "Tekst.\n")
    done = run("import", "a.txt", "b.txt", *INTERVIEW, "--format", "json", where=study)
    assert (done.code, [row["source"] for row in json.loads(done.out)]) == (1, ["alta/b"])
    assert "a.txt:2:1: git left two versions side by side here" in done.err


def test_a_folder_around_the_study_gives_the_files_beside_it_and_never_the_studys_own(
    run, study: Path
) -> None:
    put(study, "inn/notat.txt", "Tekst.\n")
    done = run("import", ".", "--case", "alta", "--kind", "document", "--format", "json", where=study)
    rows = {row["file"]: (row["source"], row["outcome"]) for row in json.loads(done.out)}
    assert rows["inn/notat.txt"] == ("alta/notat", "new")
    assert rows["interviews"] == ("", "skipped: part of the study")
    assert [source for source, _ in rows.values() if source] == ["alta/notat"]


def test_a_kind_that_there_is_not_is_told_once_for_all_files(run, study: Path) -> None:
    for number in range(3):
        put(study, f"inn/n{number}.txt", f"I1: Hei {number}.")
    told = run("import", "inn", "--case", "alta", "--kind", "intervju", where=study).refused()
    assert "there is no kind intervju (did you mean interview?)" in told
    assert told.count("intervju") == 1


def test_answers_that_excel_wrote_in_its_older_encoding_are_read_with_a_visible_word(
    run, study: Path
) -> None:
    put(study, "svar.csv", 'nr;svar\r\n1;"Så; ja"\r\n2;Nei på øya\r\n'.encode("cp1252"))
    done = run("import", "svar.csv", "--column", "svar", "--respondent", "nr", where=study)
    assert done.code == 0
    assert "read as cp1252 (Windows): look at æ, ø, å, such as in “Så”" in done.err
    text = (study / "interviews/open-answers/svar.md").read_text(encoding="utf-8")
    assert text.endswith("---\n1: Så; ja\n\n2: Nei på øya\n")
