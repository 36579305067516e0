"""docs/commands.md names every command and option, its examples work, and so does every example of the help."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from clones import environment
from crosscase.cli import progress
from crosscase.cli.building import every_command

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(group: object = None, name: str = "crosscase") -> Iterator[tuple[str, object]]:
    """Every command by its full name, groups of commands left out but the program itself."""
    group = every_command() if group is None else group
    if name == "crosscase":
        yield name, group
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def sections() -> dict[str, str]:
    """The page's sections by the command they are about (the heading up to its arguments)."""
    found = {}
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        found[re.match(r"crosscase(?: [a-z-]+)*", heading)[0]] = text
    return found


def options(command: object) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


def test_every_command_has_its_section_and_every_section_its_command() -> None:
    names = [name for name, _ in commands()]
    assert "crosscase codebook show" in names
    assert sorted(sections()) == sorted(names)


def test_every_option_is_named_in_its_section_and_no_other() -> None:
    for name, command in commands():
        named = set(re.findall(r"^- `(--[a-z-]+)", sections()[name], flags=re.MULTILINE))
        helped = {"--help"} if name == "crosscase" else set()
        assert named == options(command) | helped, name


def test_every_command_ends_its_help_with_an_example_that_the_page_has_too(run) -> None:
    for name, _ in commands():
        shown = run(*name.split()[1:], "--help")
        assert shown.code == 0
        example = " ".join(shown.out.partition("Example: ")[2].split())
        assert example.startswith(name), name
        if name != "crosscase":
            assert f"$ {example}\n" in PAGE


def test_help_calls_arguments_and_options_by_plain_names(run) -> None:
    for name, _ in commands():
        shown = run(*name.split()[1:], "--help").out
        usage, _, rest = shown.partition("\n")
        assert not set("{}<>") & set(usage), usage
        assert re.findall("<([^>]*)>", rest) in ([], ["table|csv|json|md|xlsx|docx|html"]), name
    shown = run("import", "--help").out
    assert shown.startswith("Usage: crosscase import [OPTIONS] FILE...\n")
    for words in ("FILE... ", "--case CASE ", "--kind KIND "):
        assert f"\n  {words}" in shown


def test_the_examples_of_the_page_work_one_after_the_other(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 600)  # a busy machine would say on stderr that it is slow
    here = tmp_path
    texts = {
        "notat.txt": "I1: Vi har for lite tid.\n",
        "plan.md": "# Formål\n\nAlle.\n",
        "gruppe.txt": "Intervjuer: Hva nå?\nI1: Ja.\n",
        "samtale.txt": "I1: Nei.\n",
        "svar.csv": "nr;F4.annet\nR001;Vi mangler folk.\nR002;Ingenting.\n",
        "kommuner.csv": "kommune;innbyggere;fylke\nAlta;21708;Finnmark\nSkien;56 300;Telemark\n",
    }
    ran = []
    for line in re.findall(r"^    \$ (.+)$", PAGE, flags=re.MULTILINE):
        word, *rest = shlex.split(line)
        if word == "cd":
            here = here / rest[0]
            for name, text in texts.items():
                (here / name).write_text(text, encoding="utf-8")
            note = docx.Document()
            note.add_paragraph("I1: Vi har for lite tid.")
            note.save(here / "notat.docx")
        elif word == "mv":
            shutil.move(here / rest[0], here / rest[1])
        elif word == "git":
            subprocess.run([word, *rest], cwd=here, env=environment(tmp_path), check=True)
        else:
            assert word == "crosscase"
            done = run(*rest, where=here)
            # on a busy machine anything may take the second after which it says so
            told = re.sub(r"^[a-z ]+ \.\.\.\n", "", done.err, flags=re.MULTILINE)
            # the page moves a source to another case, which leaves statements of a case on words of that one
            told = re.sub(
                r"^[0-9]+ severe marks? in the text: [0-9]+ elsewhere; .*\n", "", told, flags=re.MULTILINE
            )
            assert (done.code, told) in {(0, ""), (int("check" in rest[:2]), "")}, (line, done)
            ran.append(line)
    assert len(ran) > 12
