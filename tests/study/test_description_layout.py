"""A change of some statements leaves all others, and the comments between and inside them, to the letter."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.study.descriptions import statements_of
from crosscase.study.edits import Change, Edit
from crosscase.study.opening import open_folder
from studies import make_study

ALTA = "cases/alta.yaml"
SECTIONS = ("tiltak", "barrierer", "innledning")


@dataclass(frozen=True)
class Written:
    """A statement as somebody wrote it, with the comments above it."""

    id: str
    section: str
    text: str
    above: str


def _value(words: str, style: str, blanks: str) -> str:
    if style == "|":
        return f"|\n{blanks}      {words}\n{blanks}      # ikke en kommentar"
    if style == ">":
        return f">-\n{blanks}      {words}\n{blanks}      og mer"
    return {"'": f"'{words}'", '"': json.dumps(words, ensure_ascii=False), "": words}[style]


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """A case file, and its statements in order."""
    number, lines, found = 0, ["# øverst\n", "name: Alta  # navnet\n", "description:  # her\n"], []
    column = draw(st.sampled_from(["  ", "    "]))
    for section in draw(st.permutations(SECTIONS)):
        dash = draw(st.sampled_from([column, f"{column}  "]))
        over = draw(st.sampled_from(["", f"{column}# om {section}\n", "\n"]))
        lines.append(f"{over}{column}{section}:{draw(st.sampled_from(['', '  # avsnitt']))}\n")
        for _ in range(draw(st.integers(1, 3))):
            id, number = f"id{number:08}", number + 1
            above = draw(
                st.sampled_from(["", f"{dash}# over {id}\n", "\n", f"\n{dash}# a {id}\n{column}# b {id}\n"])
            )
            style = draw(st.sampled_from(["'", '"', "", "|", ">", "{}"]))
            words = f"Ordene i nummer {number} står."
            if style == "{}":
                body = f"{dash}- {{id: {id}, text: '{words}'}}{draw(st.sampled_from(['', '  # bak']))} \n"
            else:
                inside = draw(st.sampled_from(["", f"{dash}  # inni {id}\n"]))
                text = f"{dash}  text: {_value(words, style, dash)}\n"
                body = f"{dash}-   id:   {id}  # kjenner\n{inside}" + text.replace(
                    f"{dash}  ", f"{dash}    ", 1
                )
                body = body.replace(f"{dash}  # inni", f"{dash}    # inni")
            lines.append(above + body)
            found.append(Written(id, section, body, above))
    lines.append(
        draw(st.sampled_from(["", "attributes: {a: b}\n", "# sist\n", "\n# sist\nattributes: {a: b}\n"]))
    )
    return "".join(lines), found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(written(), st.data())
def test_an_edit_leaves_what_it_does_not_touch_to_the_letter(
    file: tuple[str, list[Written]], data: st.DataObject
) -> None:
    content, listed = file
    touched = data.draw(st.sampled_from(listed))
    what = data.draw(st.sampled_from(["reword", "status", "remove", "add"]))
    with TemporaryDirectory() as name:
        study = open_folder(make_study(Path(name) / "study", files={ALTA: content}), "koder-a")
        before = next(each for each in statements_of(study, "alta") if each.id == touched.id)
        after = {
            "reword": replace(before, text={"nb": "Nytt: med kolon # og mer"}),
            "status": replace(before, status="done"),
            "remove": None,
            "add": replace(before, id="ny00000001", rank=before.rank + 0.5),
        }[what]
        change = Change(ALTA, after.id if after else before.id, None if what == "add" else before, after)
        study.apply(Edit("test", (change,)))
        result = (study.root / ALTA).read_text(encoding="utf-8")
    read = yaml.safe_load(result)
    wanted = yaml.safe_load(content)
    inside = wanted["description"][touched.section]
    at = [each["id"] for each in inside].index(touched.id)
    if what == "reword":
        inside[at]["text"] = {"nb": "Nytt: med kolon # og mer"}
    elif what == "status":
        inside[at]["status"] = "done"
    elif what == "add":
        inside.insert(at + 1, {**inside[at], "id": "ny00000001"})
    else:
        del inside[at]
        if not inside:
            del wanted["description"][touched.section]
    assert read == wanted
    place = 0
    for each in listed:
        if each.id != touched.id or what == "add":
            found = result.find(each.above + each.text, place)
            assert found >= 0, each
            place = found + len(each.text)
    kept = [
        line.strip() for line in content.split("\n") if line.strip().startswith("#") and "ikke en" not in line
    ]
    gone = f"# inni {touched.id}"
    assert all(line in result for line in kept if what != "remove" or line != gone)


def test_comments_inside_a_statement_that_is_changed_stand_above_it(tmp_path: Path) -> None:
    content = (
        "name: Alta\ndescription:\n  tiltak:\n    # over\n    - id: a000000001  # id\n      # inni\n"
        "      text: 'En # to.'  # bak\n    # mellom\n    - id: b000000001\n      text: To.\n"
    )
    study = open_folder(make_study(tmp_path / "study", files={ALTA: content}), "koder-a")
    before = statements_of(study, "alta")[0]
    study.apply(Edit("test", (Change(ALTA, before.id, before, replace(before, text={"": "Ny."})),)))
    assert (study.root / ALTA).read_text(encoding="utf-8") == (
        "name: Alta\ndescription:\n  tiltak:\n    # over\n    # id\n    # inni\n    # bak\n    - id: a000000001\n"
        '      text: "Ny."\n    # mellom\n    - id: b000000001\n      text: To.\n'
    )


def test_comments_of_a_description_in_another_style_are_kept_where_it_is_written_anew(tmp_path: Path) -> None:
    content = "name: Alta\ndescription: {tiltak: [  # om tiltak\n  {id: a000000001, text: En.}]}\n"
    study = open_folder(make_study(tmp_path / "study", files={ALTA: content}), "koder-a")
    before = statements_of(study, "alta")[0]
    study.apply(Edit("test", (Change(ALTA, before.id, before, replace(before, text={"": "Ny."})),)))
    result = (study.root / ALTA).read_text(encoding="utf-8")
    assert "# om tiltak\n" in result
    assert yaml.safe_load(result)["description"] == {"tiltak": [{"id": "a000000001", "text": "Ny."}]}
