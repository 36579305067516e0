"""crosscase import: what becomes of text files, and what is refused."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
import yaml

from crosscase import open_study
from studies import BODY, contents, make_study, put, text_hash


def source_text(study: Path, source: str) -> tuple[dict, str]:
    """Front matter (by another reader) and body of a source."""
    text = (study / f"interviews/{source}.md").read_bytes().decode("utf-8")
    _, front, body = text.split("---\n", 2)
    return yaml.safe_load(front), body


def taken_in(run, study: Path, *words: str) -> list[dict]:
    done = run("import", *words, "--format", "json", where=study)
    assert done.code == 0, done
    return json.loads(done.out)


INTERVIEW = ("--case", "alta", "--kind", "interview")


def test_a_text_becomes_a_source_with_its_front_matter(run, study: Path) -> None:
    put(study, "inn/Samtale med rådgiver.txt", "Intervjuer: Hva nå?\nA1: Vi har for lite tid.\nA2: Ja.\n")
    [row] = taken_in(
        run, study, "inn/Samtale med rådgiver.txt", *INTERVIEW,
        "--date", "2021-11-30", "--title", "Samtale: én", "--speaker", "A1=rådgiver, skole", "--speaker", "A2",
        "--speaker", "Intervjuer=coder:koder-a",
    )  # fmt: skip
    assert (row["source"], row["outcome"]) == ("alta/samtale-med-radgiver", "new")
    front, body = source_text(study, "alta/samtale-med-radgiver")
    assert body == "Intervjuer: Hva nå?\nA1: Vi har for lite tid.\nA2: Ja.\n"
    assert (front["case"], front["kind"], str(front["date"])) == ("alta", "interview", "2021-11-30")
    assert front["title"] == "Samtale: én"
    assert front["speakers"]["A1"]["role"] == "rådgiver, skole"
    assert front["speakers"]["Intervjuer"] == {"coder": "koder-a"}
    assert list(front["speakers"]) == ["A1", "A2", "Intervjuer"]
    assert run("check", where=study).code == 0


def test_nobody_is_said_to_have_consented_to_anything_unless_told(run, study: Path) -> None:
    text = "".join(f"{name}: Ja.\n" for name in ("A", "B", "C", "D", "E", "F", "K"))
    put(
        study,
        "a.md",
        f"---\nspeakers:\n  E: {{role: lærer, consent: none}}\n  F: {{consent: quote}}\n---\n{text}",
    )
    options = (
        "A=gardener", "B", "C=gardener, evening shift , consent: quote", "D=consent:paraphrase", "F=leder",
        "K=coder:koder-a",
    )  # fmt: skip
    taken_in(run, study, "a.md", *INTERVIEW, *(word for one in options for word in ("--speaker", one)))
    assert source_text(study, "alta/a")[0]["speakers"] == {
        "E": {"role": "lærer", "consent": "none"},
        "F": {"role": "leder", "consent": "quote"},
        "A": {"role": "gardener"},
        "B": {},
        "C": {"role": "gardener, evening shift", "consent": "quote"},
        "D": {"consent": "paraphrase"},
        "K": {"coder": "koder-a"},
    }
    speakers = {speaker.name: speaker.consent for speaker in open_study(study).sources["alta/a"].speakers}
    assert (speakers["A"], speakers["C"], speakers["E"]) == ("", "quote", "none")
    assert run("check", where=study).code == 0


def test_the_interviewers_words_do_not_count_as_left_uncoded(run, study: Path) -> None:
    put(study, "a.txt", "K: Et langt spørsmål om mye.\nI1: Ja.\n")
    taken_in(run, study, "a.txt", *INTERVIEW, "--speaker", "K=coder:koder-a", "--speaker", "I1=leder")
    assert run("code", "alta/a", "33:36", "barriers", "--coder", "koder-a", where=study).code == 0
    rows = json.loads(run("status", "--format", "json", where=study).out)["sources"]
    assert {row["source"]: row["coded"] for row in rows}["alta/a"] == 1.0


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        ("æøå\nto\n".encode(), "æøå\nto\n"),
        ("æøå\r\nto\rtre".encode(), "æøå\nto\ntre"),
        (b"\xef\xbb\xbf" + "æøå\n".encode(), "æøå\n"),
        ("æøå\r\n".encode("utf-16"), "æøå\n"),
        (b"\xfe\xff" + "æøå 👍\n".encode("utf-16-be"), "æøå 👍\n"),
        ("æøå\n".encode("utf-32"), "æøå\n"),
        (unicodedata.normalize("NFD", "blåbær é\n").encode(), "blåbær é\n"),
        (b"  innrykk \n\n\n  ", "  innrykk \n\n\n  "),
        ("a\u2028b\x0cc\x1b[0m[/]\n".encode(), "a\u2028b\x0cc\x1b[0m[/]\n"),
        (b"---\ntitle: nei\n---\ntekst\n", "---\ntitle: nei\n---\ntekst\n"),
    ],
    ids=[
        "utf-8",
        "line ends",
        "mark",
        "utf-16",
        "utf-16-be",
        "utf-32",
        "nfd",
        "blanks",
        "odd signs",
        "txt has no head",
    ],
)
def test_a_body_is_kept_to_the_letter_but_for_encoding_line_ends_and_composed_letters(
    run, study: Path, raw: bytes, body: str
) -> None:
    put(study, "tekst.txt", raw)
    taken_in(run, study, "tekst.txt", *INTERVIEW)
    assert source_text(study, "alta/tekst")[1] == body
    assert (study / "tekst.txt").read_bytes() == raw


HEAD = """---
title: Notat fra "møtet"
date: 2021-10-02
mode: video
tags: [a, b]
speakers:
  I1: leder
  Q: {coder: koder-b}
kind: focus-group
case: skien
---
Q: Hva nå?
I1: Tja.
"""


def test_the_list_of_an_import_names_the_file_each_text_is_in_now(run, study: Path) -> None:
    put(study, "a.txt", "Ny tekst.\n")
    put(study, "b.txt", BODY)
    rows = taken_in(run, study, "a.txt", "b.txt", *INTERVIEW)
    assert [row["path"] for row in rows] == ["interviews/alta/a.md", "interviews/alta/fokusgruppe.md"]
    for row, text in zip(rows, ("Ny tekst.\n", BODY), strict=True):
        assert (study / row["path"]).read_text(encoding="utf-8").endswith(f"---\n{text}")
    assert "interviews/alta/fokusgruppe.md" in run("import", "a.txt", "b.txt", *INTERVIEW, where=study).out


def test_front_matter_of_markdown_is_honoured_and_options_win(run, study: Path) -> None:
    put(study, "notat.md", HEAD)
    [row] = taken_in(run, study, "notat.md")
    assert row["source"] == "skien/notat"
    front, body = source_text(study, "skien/notat")
    assert body == "Q: Hva nå?\nI1: Tja.\n"
    assert (front["title"], str(front["date"]), front["mode"]) == ('Notat fra "møtet"', "2021-10-02", "video")
    assert front["speakers"]["I1"]["role"] == "leder"
    assert front["speakers"]["Q"] == {"coder": "koder-b"}
    assert "tags" not in front
    [row] = taken_in(run, study, "notat.md", *INTERVIEW, "--date", "2020-01-01", "--speaker", "I1=rådgiver")
    front, _ = source_text(study, "alta/notat")
    assert (front["case"], front["kind"], str(front["date"])) == ("alta", "interview", "2020-01-01")
    assert front["speakers"]["I1"]["role"] == "rådgiver"
    assert front["mode"] == "video"


def test_rules_at_the_top_of_markdown_are_text(run, study: Path) -> None:
    text = "---\nBare en strek over og under.\n---\nSå tekst.\n"
    put(study, "strek.md", text)
    taken_in(run, study, "strek.md", *INTERVIEW)
    assert source_text(study, "alta/strek")[1] == text
    assert run("check", where=study).code == 0


def test_a_new_case_is_made_with_its_name_once(run, study: Path) -> None:
    put(study, "en.txt", "En.\n")
    put(study, "to.txt", "To.\n")
    rows = taken_in(run, study, "en.txt", "to.txt", "--case", "Lillestrøm", "--kind", "document")
    assert [row["source"] for row in rows] == ["lillestrom/en", "lillestrom/to"]
    assert [row["outcome"] for row in rows] == ["new, and case lillestrom", "new"]
    assert yaml.safe_load((study / "cases/lillestrom.yaml").read_text(encoding="utf-8")) == {
        "name": "Lillestrøm"
    }


def test_a_case_is_known_by_its_name_too(run, tmp_path: Path) -> None:
    study = make_study(tmp_path, cases={"kommune-7": "Øvre Eiker"}, sources={}, fronts={})
    put(study, "a.txt", "Tekst.\n")
    [row] = taken_in(run, study, "a.txt", "--case", "øvre eiker", "--kind", "document")
    assert (row["source"], row["outcome"]) == ("kommune-7/a", "new")


def test_a_case_that_is_nearly_one_there_is_pointed_out(run, study: Path) -> None:
    put(study, "a.txt", "Tekst.\n")
    done = run("import", "a.txt", "--case", "altaa", "--kind", "document", where=study)
    assert done.code == 0
    assert "case altaa is new; the study has alta too" in done.err


def test_nothing_that_is_there_is_written_over(run, study: Path) -> None:
    put(study, "interviews/alta/brutt.md", b"---\nkind: [\n---\n")
    put(study, "fokusgruppe.txt", "Andre ord.\n")
    put(study, "Brutt.txt", "Enda andre ord.\n")
    put(study, "x/fokusgruppe.txt", "Tredje ord.\n")
    before = contents(study)
    rows = taken_in(run, study, "fokusgruppe.txt", "Brutt.txt", "x/fokusgruppe.txt", *INTERVIEW)
    assert [row["source"] for row in rows] == ["alta/fokusgruppe-2", "alta/brutt-2", "alta/fokusgruppe-3"]
    after = contents(study)
    assert {file: after[file] for file in before} == before


def test_a_broken_case_file_is_left_alone(run, study: Path) -> None:
    put(study, "cases/bo.yaml", "name: [\n")
    put(study, "a.txt", "Tekst.\n")
    [row] = taken_in(run, study, "a.txt", "--case", "bo", "--kind", "document")
    assert (row["source"], row["outcome"]) == ("bo/a", "new")
    assert (study / "cases/bo.yaml").read_text() == "name: [\n"


def test_words_that_are_there_already_are_said_and_skipped(run, study: Path) -> None:
    put(study, "samme.txt", BODY)
    put(study, "ny.txt", "Ny.\r\n")
    put(study, "ny igjen.txt", "Ny.\n")
    before = contents(study)
    rows = taken_in(run, study, "samme.txt", "ny.txt", "ny igjen.txt", *INTERVIEW)
    assert [(row["source"], row["outcome"]) for row in rows] == [
        ("alta/fokusgruppe", "there already, skipped"),
        ("alta/ny", "new"),
        ("alta/ny", "there already, skipped"),
    ]
    made = {path for path in set(contents(study)) - set(before) if not path.startswith("private/")}
    assert made == {"interviews/alta/ny.md"}
    [row] = taken_in(run, study, "samme.txt", "--case", "skien", "--kind", "document")
    assert row["outcome"] == "new"  # another case may hold the same document


def test_codings_of_a_source_that_is_gone_wait_for_its_own_text(run, study: Path) -> None:
    (study / "interviews/alta/fokusgruppe.md").unlink()
    put(study, "fokusgruppe.txt", "Helt andre ord.\n")
    [row] = taken_in(run, study, "fokusgruppe.txt", *INTERVIEW)
    assert row["source"] == "alta/fokusgruppe-2"
    put(study, "fokusgruppe.txt", BODY)
    [row] = taken_in(run, study, "fokusgruppe.txt", *INTERVIEW)
    assert row["source"] == "alta/fokusgruppe"
    assert text_hash(source_text(study, "alta/fokusgruppe")[1]) == text_hash(BODY)
    assert run("check", where=study).code == 0


def test_open_answers_have_a_place_of_their_own(run, study: Path) -> None:
    put(study, "F4 annet.md", "---\nquestion: F4.annet\n---\nR017: Ingenting.\n")
    [row] = taken_in(run, study, "F4 annet.md", "--kind", "open-answers")
    front, body = source_text(study, row["source"])
    assert row["source"] == "open-answers/f4-annet"
    assert (front["question"], body) == ("F4.annet", "R017: Ingenting.\n")
    assert "case" not in front


BAD = {
    "mangler.txt": (None, "there is no such file"),
    "tom.txt": (b" \n\n", "is empty"),
    "hode.md": (b"---\ntitle: x\n---\n", "is empty"),
    "bilde.txt": (b"\x89PNG\r\n\x1a\n\0\0", "is a picture, not a text"),
    "data.txt": (b"\x7f\0\1\2", "is not a text (it holds zero bytes)"),
    "styring.txt": (b"\1\2\3\4 a\n" * 9, "is not a text (it holds control characters)"),
    "plan.txt": (b"%PDF-1.7\n", "is a PDF by another name; rename it to end in .pdf"),
    "notat.txt": (b"PK\x03\x04xx", "is a Word, LibreOffice or zip file, not a text"),
    "plan.docx": (b"PK\x03\x04xx", "open it in its program and save it again"),
    "plan.doc": (b"\xd0\xcf\x11\xe0", "is an old Word file; save it as .docx and import that"),
    "plan.xyz": (b"abc", "is of no kind that can be read; save it as one of .docx, .odt, .txt, .pdf"),
    "null.txt": (b"", "is empty"),
    "mac.txt": (
        b"linje en\nbl\x8db\xe6r\n",
        "mac.txt:2: byte 0x8d is neither UTF-8 nor cp1252; save the file as UTF-8",
    ),
    "skadd.txt": (
        "blåbær\nrømme\n".encode() + b"gr\xf8t\n",
        "skadd.txt:3: byte 0xf8 is not UTF-8; save the file as UTF-8 and import it again",
    ),
    "halv.txt": (b"\xff\xfea\0\xd8", "is not UTF-16"),
    "yaml.md": (b"---\ntitle: [\n---\ntekst\n", "yaml.md:"),
    "liste.md": (b"---\ntitle: [a]\n---\ntekst\n", "expected a text"),
    "slag.md": (
        b"---\nkind: fokusgruppe\n---\ntekst\n",
        "there is no kind fokusgruppe (did you mean focus-group?); "
        "give one of focus-group, interview, document, open-answers",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_file_that_cannot_be_taken_in_is_one_line_and_changes_nothing(run, study: Path, name: str) -> None:
    raw, said = BAD[name]
    if raw is not None:
        put(study, name, raw)
    options = ["--case", "alta"] if name == "slag.md" else INTERVIEW
    before = contents(study)
    line = run("import", name, *options, where=study).refused()
    assert name in line
    assert said in line
    assert contents(study) == before


def test_a_bad_file_does_not_keep_the_good_ones_out(run, study: Path) -> None:
    for name, (raw, _) in BAD.items():
        if raw is not None:
            put(study, name, raw)
    put(study, "god.txt", "Tekst.\n")
    names = [name for name in sorted(BAD) if name != "slag.md"]
    done = run("import", *names, "god.txt", *INTERVIEW, "--format", "json", where=study)
    assert done.code == 1
    assert [row["source"] for row in json.loads(done.out)] == ["alta/god"]
    assert done.err.count("\n") == len(names)
    assert all(any(name in line for line in done.err.split("\n")) for name in names)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([*INTERVIEW, "--speaker", "I1=leder,consent:ja"], "no consent `ja`; give quote, paraphrase or none"),
        (["--kind", "interview"], "give --case CASE"),
        (["--case", "alta"], "give --kind with one of focus-group, interview, document, open-answers"),
        (["--case", "alta", "--kind", "intervju"], "did you mean interview?"),
        (
            ["--case", "alta", "--kind", "nonsense"],
            "give one of focus-group, interview, document, open-answers",
        ),
        (["--case", "alta", "--kind", "open-answers"], "open answers have no case"),
        (["--case", "Open answers", "--kind", "interview"], "kept for open answers"),
        ([*INTERVIEW, "--date", "30.11.2021"], "`30.11.2021` is no date; write it as 2021-11-30"),
        ([*INTERVIEW, "--date", "2021-02-30"], "is no date"),
        ([*INTERVIEW, "--speaker", "=leder"], "names no speaker"),
        ([*INTERVIEW, "--speaker", "I1: x=leder"], "names no speaker"),
        ([*INTERVIEW, "--speaker", "K=coder:Kari N"], "such as `kari-n`"),
        (["b.txt", *INTERVIEW, "--title", "To filer"], "--title is for one text"),
    ],
)
def test_wrong_options_are_one_line_and_change_nothing(run, study: Path, words: list[str], said: str) -> None:
    put(study, "a.txt", "Tekst.\n")
    before = contents(study)
    assert said in run("import", "a.txt", *words, where=study).refused()
    assert contents(study) == before


def test_a_folder_of_nothing_to_read_is_refused_and_a_pipe_is_never_waited_for(run, study: Path) -> None:
    said = run("import", "cases", *INTERVIEW, where=study).refused()
    assert said == (
        "cases: holds no file that can be read; alta.yaml is passed over: of no kind that can be read"
    )
    os.mkfifo(study / "ror.txt")
    assert "is not a file" in run("import", "ror.txt", *INTERVIEW, where=study).refused()


def test_a_case_cannot_lead_out_of_the_study(run, study: Path) -> None:
    put(study, "a.txt", "Tekst.\n")
    [row] = taken_in(run, study, "a.txt", "--case", "../../etc", "--kind", "document")
    assert row["source"] == "etc/a"
    assert (study / "interviews/etc/a.md").exists()


def test_a_full_disk_leaves_nothing_of_an_import(run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        put(study, f"{name}.txt", f"Tekst {name}.\n")
    before = contents(study)
    real, count = os.fsync, []

    def full(handle: int) -> None:
        count.append(handle)
        if len(count) == 3:
            raise OSError(28, os.strerror(28))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    said = run("import", "a.txt", "b.txt", "c.txt", *INTERVIEW, where=study).refused()
    assert "no space left on device: free some space and try again" in said
    assert contents(study) == before


def test_an_imported_speaker_opens_a_turn_however_the_name_was_typed(run, study: Path) -> None:
    put(study, "a.txt", unicodedata.normalize("NFD", "Åse: Tiden er knapp.\n"))
    taken_in(run, study, "a.txt", *INTERVIEW, "--speaker", unicodedata.normalize("NFD", "Åse=leder"))
    run("code", "alta/a", "5:10", "barriers", "--coder", "koder-a", where=study)
    [row] = json.loads(run("codings", "--source", "alta/a", "--format", "json", where=study).out)
    assert (row["quote"], row["speaker"]) == ("Tiden", "Åse")


def test_cases_whose_names_share_no_letter_with_a_slug_stay_apart(run, study: Path) -> None:
    put(study, "en.txt", "I1: Ja.\n")
    put(study, "to.txt", "I1: Nei.\n")
    found = {
        name: [
            taken_in(run, study, file, "--case", name, "--kind", "interview")[0]["source"] for file in files
        ]
        for name, files in {
            "القاهرة": ["en.txt", "to.txt"],
            "القدس": ["en.txt"],
            "🙂": ["en.txt"],
            "Skien 北": ["en.txt"],
            "Kárášjohka": ["en.txt"],
            "karasjohka": ["to.txt"],
        }.items()
    }
    assert found["القاهرة"] == ["x/en", "x/to"]
    assert (found["القدس"], found["🙂"], found["Skien 北"]) == (["x-2/en"], ["x-3/en"], ["skien-2/en"])
    assert (found["Kárášjohka"], found["karasjohka"]) == (["karasjohka/en"], ["karasjohka/to"])
    assert yaml.safe_load((study / "cases/x-2.yaml").read_text())["name"] == "القدس"


def test_one_import_keeps_files_of_cases_in_other_scripts_apart(run, study: Path) -> None:
    for file, name in (("en", "بيروت"), ("to", "دمشق"), ("tre", "بيروت")):
        put(study, f"{file}.md", f"---\ncase: {name}\nkind: interview\n---\nI1: {file}.\n")
    rows = taken_in(run, study, "en.md", "to.md", "tre.md")
    assert [row["source"] for row in rows] == ["x/en", "x-2/to", "x/tre"]


def test_a_speakers_name_is_one_line(run, study: Path) -> None:
    put(study, "a.txt", "I1: Ja.\n")
    assert (
        "names no speaker"
        in run("import", "a.txt", *INTERVIEW, "--speaker", "I1\nI2=leder", where=study).refused()
    )


def test_stopped_while_the_files_are_kept_it_says_that_the_texts_are_in(
    run, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    put(study, "n.txt", "I1: Hei.")
    monkeypatch.setattr("crosscase.reading.importing.keep_original", stopped)
    done = run("import", "n.txt", "--case", "alta", "--kind", "interview", where=study)
    assert done.code == 130
    assert "stopped: the texts are in already; import the files again" in done.err
    assert (study / "interviews/alta/n.md").read_text(encoding="utf-8").endswith("I1: Hei.")
    monkeypatch.undo()
    assert run("import", "n.txt", "--case", "alta", "--kind", "interview", where=study).code == 0
    assert (study / "private/originals/alta/n/n.txt").read_bytes() == b"I1: Hei."


def test_more_text_than_one_step_can_hold_is_refused_before_anything_is_changed(
    run, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosscase.reading.limits.MOST_TEXT", 20)
    for name in ("en", "to", "tre"):
        (tmp_path / f"{name}.txt").write_text(f"Notat {name} om planen.\n", encoding="utf-8")
    before = contents(study)
    files = [str(tmp_path / f"{name}.txt") for name in ("en", "to", "tre")]
    done = run("import", *files, "--case", "alta", "--kind", "document", where=study)
    assert "import them in parts" in done.refused()
    assert contents(study) == before
