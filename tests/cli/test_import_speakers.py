"""crosscase import: the speakers of each text, and who seems to speak and is not listed."""

import json
from pathlib import Path

import yaml

from studies import put

INTERVIEW = ("--case", "alta", "--kind", "interview")


def speakers_of(study: Path, source: str) -> list[str]:
    _, front, _ = (study / f"interviews/{source}.md").read_text(encoding="utf-8").split("---\n", 2)
    return list(yaml.safe_load(front).get("speakers", ()))


def test_each_file_gets_the_speakers_that_speak_in_it_and_those_who_speak_in_none_are_named(
    run, study: Path
) -> None:
    put(study, "en.txt", "Ann: Hva?\nG1: Ja.\n  G2: Nei.\nOgså G3: sier ja.\n")
    put(study, "to.txt", "Ann: Hva?\nG3: Ja.\nG1 : Nei.\n")
    put(study, "tre.txt", "Ingen taler.\n")
    options = ("Ann=coder:koder-a", "G1=gartner", "G2", "G3=gartner", "G33", "Åse", "Per=leder")
    words = [word for option in options for word in ("--speaker", option)]
    done = run("import", "en.txt", "to.txt", "tre.txt", *INTERVIEW, *words, where=study)
    assert done.code == 0
    assert [speakers_of(study, f"alta/{name}") for name in ("en", "to", "tre")] == [
        ["Ann", "G1", "G2"], ["Ann", "G3"], [],
    ]  # fmt: skip
    [line] = [line for line in done.err.split("\n") if line.startswith("speaker")]
    assert line == "speakers G33, Åse, Per open no turn in what was imported; look how the text has the name"


SPOKEN = """# Tema: hagen
Nurse 1: Ja.
Nurse 1 [laughs]: Nei.
nurse 1: Jo.
Mari: En.
  Mari: To.
Kari: Bare én gang.
http://example.org: to ganger
http://example.org: to ganger
Klokka 12:30 kom de.
Klokka 12:45 gikk de.
12: To.
12: To.
Dette er en hel setning som er lengre enn det: ja.
Dette er en hel setning som er lengre enn det: ja.
[bold]\x1b: a
[bold]\x1b: b
"""


def test_lines_that_begin_as_speakers_do_and_are_not_listed_are_told_for_each_file(run, study: Path) -> None:
    put(study, "a.txt", SPOKEN)
    put(study, "b.txt", "Nurse 1: Ja.\nOla: Nei.\n")
    put(study, "c.txt", "Nurse 1: Ja.\nOla: Nei.\nOla: Nei.\n")
    options = [*INTERVIEW, "--speaker", "Nurse 1", "--format", "json"]
    done = run("import", "a.txt", "b.txt", "c.txt", *options, where=study)
    assert (done.code, len(json.loads(done.out))) == (0, 3)
    assert done.err.split("\n") == [
        "a.txt: not listed as speakers: “Mari” 2×, “[bold]␛” 2×, “Nurse 1 [laughs]” 1×, “nurse 1” 1×; "
        "if they speak, list them in interviews/alta/a.md, or import it again with --speakers all",
        "c.txt: not listed as speakers: “Ola” 2×; "
        "if they speak, list them in interviews/alta/c.md, or import it again with --speakers all",
        "",
    ]
    assert run("import", "a.txt", "b.txt", "c.txt", *options, where=study).err == ""  # there already


def test_of_many_beginnings_of_lines_the_most_frequent_are_told(run, study: Path) -> None:
    put(study, "a.txt", "".join(f"N{n}: Ja.\n" * n for n in range(1, 10)))
    err = run("import", "a.txt", *INTERVIEW, where=study).err
    assert "“N9” 9×, “N8” 8×, “N7” 7×, “N6” 6×, “N5” 5× and 3 more;" in err


def test_a_document_need_not_have_speakers(run, study: Path) -> None:
    put(study, "plan.txt", "Mål: en.\nMål: to.\n")
    done = run("import", "plan.txt", "--case", "alta", "--kind", "document", where=study)
    assert (done.code, done.err) == (0, "")
