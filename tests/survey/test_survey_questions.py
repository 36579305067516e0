"""What a questionnaire says, and every slip in it refused with its line and with what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crosscase.study.problems import FileError
from crosscase.survey.model import in_language
from crosscase.survey.questions import columns_of, read_questions

WHOLE = """respondent: nr
weight: vekt
population: 356
respondents: {nb: kommuner, en: municipalities}
caution: Selvvalgte svar.
scales:
  grad:
    options:
      - {id: stor, label: {nb: Stor grad, en: Large extent}, value: "3"}
      - {id: noen, value: "2,5"}
      - {id: ikke, code: "1", value: "-1"}
      - {id: vet-ikke, label: Vet ikke, unsure: true}
    boxes:
      - {id: minst-noen, label: Minst noen, options: [stor, noen]}
questions:
  - id: fylke
    type: single
    background: true
    text: Fylke
    column: v1
    options: [{id: oslo, label: Oslo}, {id: viken}]
  - id: F3
    type: single
    text: {nb: Hvor mye?, en: How much?}
    scale: grad
  - id: F4
    type: multiple
    text: Hva?
    asked: ["F3=minst-noen", fylke!=oslo]
    options: [{id: hets}, {id: annet}, {id: ingen, exclusive: true}]
  - {id: F4.annet-tekst, type: open, text: Hva annet?, asked: F4=annet, source: open-answers/f4}
  - id: F7
    type: grid
    text: Omfang
    column: g
    scale: grad
    boxes: [{id: hoyest, options: [stor]}]
    rows:
      - {id: samer, label: Samer}
      - {id: andre, column: andre-grupper, asked: [F7.samer=stor]}
  - {id: innbyggere, type: number, text: Innbyggere, unit: {en: people}}
variables:
  - id: landsdel
    question: fylke
    label: {nb: Landsdel}
    groups: [{id: ost, options: [oslo, viken]}]
  - id: omfang
    question: F3
    groups: [{id: minst-noen}, {id: ikke, label: Lite}]
  - id: storrelse
    question: innbyggere
    groups: [{id: sma, to: "4999,5"}, {id: store, from: "5000"}]
selection:
  where: [F3=stor, F4>=2]
  spread: [landsdel, F3, F7.samer]
  number: 5
"""


def refused(text: str) -> tuple[int, str]:
    """The line and the words of a refusal, which is one line and names the file."""
    with pytest.raises(FileError) as caught:
        read_questions(text, "survey/q.yaml")
    assert str(caught.value).startswith(f"survey/q.yaml:{caught.value.problem.line}:")
    assert "\n" not in str(caught.value)
    return caught.value.problem.line, caught.value.problem.message


def line(text: str, words: str) -> int:
    """The line on which words stand, counted by hand."""
    (found,) = [number for number, row in enumerate(text.split("\n"), 1) if words in row]
    return found


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1
    return WHOLE.replace(old, new)


def test_a_questionnaire_is_read_as_it_is_written() -> None:
    found = read_questions(WHOLE)
    assert list(found.questions) == ["fylke", "F3", "F4", "F4.annet-tekst", "F7", "innbyggere"]
    assert (found.respondent, found.weight, found.population) == ("nr", "vekt", 356)
    assert [in_language(found.respondents, language) for language in ("nb", "en", "se")] == [
        "kommuner", "municipalities", "municipalities",
    ]  # fmt: skip
    third = found.questions["F3"]
    assert [option.value for option in third.options] == [3.0, 2.5, -1.0, None]
    assert [option.code for option in third.options] == ["", "", "1", ""]
    assert [option.unsure for option in third.options] == [False, False, False, True]
    assert [(box.id, box.options) for box in third.boxes] == [("minst-noen", ("stor", "noen"))]
    assert [str(each) for each in found.questions["F4"].asked] == ["F3=minst-noen", "fylke!=oslo"]
    assert [str(each) for each in found.questions["F4.annet-tekst"].asked] == ["F4=annet"]
    assert found.questions["F4.annet-tekst"].source == "open-answers/f4"
    assert [option.exclusive for option in found.questions["F4"].options] == [False, False, True]
    assert found.questions["F3"].line == line(WHOLE, "- id: F3")
    assert [str(each) for each in found.selection.where] == ["F3=stor", "F4>=2"]
    assert (found.selection.spread, found.selection.number) == (("landsdel", "F3", "F7.samer"), 5)
    assert [each.id for each in found.asked_questions()] == ["F3", "F4", "F4.annet-tekst", "F7", "innbyggere"]


def test_columns_are_the_ids_unless_the_file_says_others() -> None:
    found = read_questions(WHOLE).questions
    assert columns_of(found["fylke"]) == ("v1",)
    assert columns_of(found["F4"]) == ("F4", "F4.hets", "F4.annet", "F4.ingen")
    assert columns_of(found["F7"]) == ("g.samer", "andre-grupper")


def test_groups_stand_for_options_boxes_or_numbers_and_take_their_labels_where_they_have_none() -> None:
    variables = read_questions(WHOLE).variables
    assert [group.options for group in variables["landsdel"].groups] == [("oslo", "viken")]
    assert [(group.options, in_language(group.label, "nb")) for group in variables["omfang"].groups] == [
        (("stor", "noen"), "Minst noen"), (("ikke",), "Lite"),
    ]  # fmt: skip
    assert in_language(variables["omfang"].label, "nb") == "Hvor mye?"
    assert [(group.low, group.high) for group in variables["storrelse"].groups] == [
        (None, 4999.5),
        (5000, None),
    ]


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ("", "viken"),
        (", label: ", "viken"),
        (", label: {}", "viken"),
        (', label: {nb: ""}', "viken"),
        (', label: {nb: "", en: Viken county}', "Viken county"),
        (", label: {se: Viken se}", "Viken se"),
    ],
)
def test_a_label_that_is_missing_in_the_language_falls_back_to_another_one_or_to_the_id(
    labels: str, shown: str
) -> None:
    text = changed("{id: viken}", f"{{id: viken{labels}}}")
    option = read_questions(text).questions["fylke"].option("viken")
    assert option is not None
    assert in_language(option.label, "nb") == shown


def test_a_question_without_words_is_shown_by_its_id() -> None:
    found = read_questions(changed("text: Omfang", 'text: {nb: "", en: " "}')).questions["F7"]
    assert in_language(found.text, "nb") == "F7"


SLIPS = [
    # what is changed, into what, words of the line that is named, words of the message
    (
        "id: fylke\n",
        "id: F3\n",
        "  - id: F3\n    type: single\n    text: {nb",
        "id F3 stands twice; give one another id",
    ),
    (
        "{id: hets}, {id: annet}",
        "{id: hets}, {id: hets}",
        "hets",
        "id hets stands twice; give one another id",
    ),
    ("{id: andre, column", "{id: samer, column", "{id: samer, column", "id samer stands twice"),
    ("id: storrelse", "id: omfang", "id: omfang\n    question: innb", "id omfang stands twice"),
    ("{id: sma, to", "{id: store, to", "{id: store, to", "id store stands twice"),
    (
        "id: minst-noen, label: Minst noen",
        "id: stor, label: X",
        "id: stor, label: X",
        "stor is both an option and a box; rename one",
    ),
    (
        "options: [stor, noen]}",
        "options: [stor, none]}",
        "options: [stor, none]",
        "there is no option none; did you mean noen?",
    ),
    (
        "options: [stor, noen]}",
        "options: []}",
        "options: []",
        "the box minst-noen has no options; name those",
    ),
    (
        '{id: ikke, code: "1"',
        '{id: ikke, code: "7"}\n      - {id: nei, code: "7"',
        "{id: nei",
        "the code 7 stands for ikke and for nei; give one another code",
    ),
    (
        "    scale: grad\n  - id: F4",
        "    scale: grader\n  - id: F4",
        "scale: grader",
        "there is no scale grader; did you mean grad?",
    ),
    (
        "    scale: grad\n  - id: F4",
        "    scale: grad\n    options: [{id: a}]\n  - id: F4",
        "scale: grad\n    options",
        "F3 has both options and a scale; keep one",
    ),
    (
        "    scale: grad\n  - id: F4",
        "  - id: F4",
        "- id: F3",
        "F3 is single and has no options; add `options`",
    ),
    (
        "unit: {en: people}",
        "options: [{id: a}]",
        "innbyggere, type",
        "innbyggere is number and can have no options; remove them",
    ),
    (
        "unit: {en: people}",
        "rows: [{id: a}]",
        "innbyggere, type",
        "innbyggere is number and can have no rows",
    ),
    (
        "    rows:\n      - {id: samer, label: Samer}\n      - {id: andre, column: andre-grupper, asked: [F7.samer=stor]}\n",
        "",
        "- id: F7",
        "F7 has no rows; add `rows`",
    ),
    (
        "column: v1",
        "column: F3",
        "- id: F3",
        "the column F3 is read by fylke and by F3; give one of them its own",
    ),
    ("column: v1", "column: nr", "column: nr", "the column nr is read by the respondents and by fylke"),
    ("column: v1", "column: F4.hets", "- id: F4\n", "the column F4.hets is read by fylke and by F4"),
    (
        "column: andre-grupper",
        "column: g.samer",
        "column: g.samer",
        "the column g.samer is read by F7.samer and by F7.andre; give",
    ),
    (
        "weight: vekt",
        "weight: nr",
        "weight: nr",
        "nr is the column of the respondents too; correct one of the two",
    ),
    (
        "id: landsdel",
        "id: F3",
        "  - id: F3\n    question: fylke",
        "F3 is a question; a single question is a variable by itself",
    ),
    (
        "id: landsdel",
        "id: F7.samer",
        "id: F7.samer",
        "F7.samer is what F7 has under this name; rename the variable",
    ),
    (
        "question: innbyggere",
        "question: inbyggere",
        "question: inbyggere",
        "there is no question inbyggere; did you mean innbyggere?",
    ),
    (
        "question: innbyggere",
        "question: F4",
        "question: F4",
        "storrelse: F4 is multiple; groups are made of one choice or of a number",
    ),
    (
        "groups: [{id: ost, options: [oslo, viken]}]",
        "groups: []",
        "id: landsdel",
        "landsdel has no groups; add `groups`",
    ),
    (
        "[{id: ost, options: [oslo, viken]}]",
        "[{id: ost, options: [oslo, vikin]}]",
        "vikin",
        "there is no option vikin; did you mean viken?",
    ),
    (
        "[{id: ost, options: [oslo, viken]}]",
        "[{id: ost, options: [oslo]}, {id: o, options: [viken, oslo]}]",
        "viken, oslo",
        "ost and o both hold oslo; nobody may be in two groups",
    ),
    ("{id: ikke, label: Lite}", "{id: noen}", "{id: noen}]", "minst-noen and noen both hold noen"),
    (
        "[{id: ost, options: [oslo, viken]}]",
        "[{id: oslo, to: 5}]",
        "{id: oslo, to: 5}",
        "oslo: `from` and `to` are for numbers; name `options` of fylke",
    ),
    (
        '{id: store, from: "5000"}',
        "{id: store}",
        "{id: store}",
        "store: a group of a number has `from`, `to` or both, and no options",
    ),
    (
        '{id: store, from: "5000"}',
        '{id: store, from: "4999.5"}',
        "4999.5",
        "sma and store both hold 4999.5; nobody may be in two groups",
    ),
    (
        '{id: store, from: "5000"}',
        '{id: store, from: "9000", to: 5000}',
        "9000",
        "store: from 9000 to 5000 holds nothing; swap them",
    ),
    ('{id: store, from: "5000"}', "{id: store, from: mange}", "mange", "expected a number, found `mange`"),
    (
        "spread: [landsdel, F3,",
        "spread: [landsdell, F3,",
        "landsdell",
        "there is no variable landsdell; did you mean landsdel?",
    ),
    (
        "spread: [landsdel, F3,",
        "spread: [landsdel, F4,",
        "landsdel, F4,",
        "F4 cannot be broken down by: it is not one choice",
    ),
    (
        "where: [F3=stor, F4>=2]",
        "where: [F3=stort, F4>=2]",
        "where",
        "F3=stort: there is no answer to F3 called stort; did you mean stor?",
    ),
    (
        "where: [F3=stor, F4>=2]",
        "where: [F3=stor, F4]",
        "where",
        "“F4” is no condition; it looks like F3=noen,store or F8>=3",
    ),
    (
        '"F3=minst-noen", fylke',
        "F3=stor,noen, fylke",
        "asked: [F3",
        "“noen” is no condition; it looks like F3=noen,store or F8>=3, and in quotation marks where it holds a comma",
    ),
    (
        '"F3=minst-noen", fylke',
        "F33=stor, fylke",
        "F33",
        "F33=stor: there is no question or variable F33; did you mean F3?",
    ),
    ("fylke!=oslo]", "landsdel!=oslo]", "landsdel!=oslo", "there is no answer to landsdel called oslo"),
    ("population: 356", "population: mange", "population: mange", "expected a whole number, found `mange`"),
    ("text: Hva?\n", "text: Hva?\n    textt: Hva?\n", "textt:", "unknown key `textt`; did you mean `text`?"),
    ("{id: ost, options", "{id: ost, option", "{id: ost", "unknown key `option`; did you mean `options`?"),
    ("    text: Omfang\n", "", "- id: F7", "`text` is missing"),
    (
        "type: multiple",
        "type: many",
        "type: many",
        "expected one of `single`, `multiple`, `grid`, `number`, `open`, found `many`",
    ),
    ("id: F4\n", "id: 4?\n", "id: 4?", "expected an id such as F4 (letters a-z, 0-9, _ and -), found `4?`"),
    ("{id: hets}", "{id: Hets!}", "Hets!", "expected a slug (a-z, 0-9 and single hyphens), found `Hets!`"),
    (
        "type: multiple",
        "type: multiple\n    type: single",
        "type: single\n    text: Hva?",
        "the key `type` stands twice",
    ),
]


@pytest.mark.parametrize(("old", "new", "at", "message"), SLIPS, ids=[slip[3][:50] for slip in SLIPS])
def test_a_slip_is_refused_with_its_line_and_with_what_to_do(
    old: str, new: str, at: str, message: str
) -> None:
    text = changed(old, new)
    number, told = refused(text)
    assert message in told
    assert number == text[: text.index(at)].count("\n") + 1


def test_nothing_and_something_else_than_a_questionnaire_are_refused() -> None:
    assert refused("") == (1, "`questions` is missing: add it")
    assert "expected a list, found nothing" in refused("questions:\n")[1]
    assert "expected keys and values, found a list" in refused("- id: F1\n")[1]
    assert refused("questions: [\n")[1].startswith("a value that is not there, or a [ ]")


# filters

CHAIN = """questions:
  - {{id: F1, type: single, text: a, options: [{{id: x}}], asked: [{0}]}}
  - {{id: F2, type: single, text: b, options: [{{id: x}}], asked: [{1}]}}
  - {{id: F3, type: multiple, text: c, options: [{{id: x}}], asked: [{2}]}}
  - {{id: F4, type: number, text: d, asked: [{3}]}}
  - {{id: F5, type: grid, text: e, options: [{{id: x}}], rows: [{{id: r, asked: [{4}]}}, {{id: s, asked: [{5}]}}]}}
variables:
  - {{id: v, question: F2, groups: [{{id: x}}]}}
  - {{id: n, question: F4, groups: [{{id: lav, to: 5}}]}}
"""


def chained(*filters: str) -> str:
    return CHAIN.format(*filters, *[""] * (6 - len(filters)))


CIRCLES = [
    (["F1=x"], 2, "who is asked F1 depends on itself; a filter names answers to other questions"),
    (
        ["", "v=x"],
        3,
        "who is asked F2 depends on itself, by way of v; a filter names answers to other questions",
    ),
    (["", "", "", "F4>=3"], 5, "who is asked F4 depends on itself; "),
    (["F2=x", "F1=x"], 2, "who is asked F1 depends on itself, by way of F2; "),
    (["F3=x", "F1=x", "F2=x"], 2, "who is asked F1 depends on itself, by way of F3, F2; "),
    (["", "F3=x", "v!=x"], 3, "who is asked F2 depends on itself, by way of F3; "),
    (["v=x", "F1=x"], 2, "who is asked F1 depends on itself, by way of v; "),
    (["", "", "", "n=lav"], 5, "who is asked F4 depends on itself, by way of n; "),
    (["F5.r=x", "", "", "", "F1=x"], 2, "who is asked F1 depends on itself, by way of F5.r; "),
    (["", "", "", "", "F5.r=x"], 6, "who is asked F5.r depends on itself; "),
    (["", "", "", "", "F5.s=x", "F5.r=x"], 6, "who is asked F5.r depends on itself, by way of F5.s; "),
]


@pytest.mark.parametrize(
    ("filters", "number", "message"), CIRCLES, ids=[circle[2][:55] for circle in CIRCLES]
)
def test_a_filter_that_leads_back_to_its_own_question_is_refused_with_the_way(
    filters: list[str], number: int, message: str
) -> None:
    told = refused(chained(*filters))
    assert told[0] == number
    assert told[1].startswith(message)


def test_filters_that_meet_again_or_hang_on_another_row_of_their_grid_are_no_circle() -> None:
    found = read_questions(chained("", "F1=x", "F1=x", "v=x", "F3=x", "F5.r=x"))
    row = found.questions["F5"].row("s")
    assert row is not None
    assert [str(each) for each in row.asked] == ["F5.r=x"]


@given(some.data())
def test_a_circle_is_refused_where_and_only_where_walking_the_filters_comes_back(
    data: some.DataObject,
) -> None:
    count = 6
    names = [f"F{place}" for place in range(count)]
    needs = [data.draw(some.sets(some.integers(0, count - 1), max_size=2)) for _ in names]
    lines = ["questions:"]
    for name, others in zip(names, needs, strict=True):
        asked = ", ".join(f"F{other}=x" for other in sorted(others))
        lines.append(f"  - {{id: {name}, type: single, text: t, options: [{{id: x}}], asked: [{asked}]}}")
    # Warshall
    reach = [[other in needs[place] for other in range(count)] for place in range(count)]
    for middle in range(count):
        for one in range(count):
            for other in range(count):
                reach[one][other] |= reach[one][middle] and reach[middle][other]
    circles = [place for place in range(count) if reach[place][place]]
    if circles:
        number, message = refused("\n".join(lines))
        assert number == circles[0] + 2
        assert message.startswith(f"who is asked F{circles[0]} depends on itself")
    else:
        assert list(read_questions("\n".join(lines)).questions) == names


def test_filters_that_hang_on_one_another_without_end_are_refused_before_they_exhaust_the_program() -> None:
    def text(many: int) -> str:
        rows = [
            f"  - {{id: F{n}, type: single, text: t, options: [{{id: x}}], asked: [{f'F{n - 1}=x' if n else ''}]}}"
            for n in range(many)
        ]
        return "\n".join(["questions:", *rows])

    assert len(read_questions(text(40)).questions) == 40
    assert "more than 40 filters hang on one another" in refused(text(1500))[1]
