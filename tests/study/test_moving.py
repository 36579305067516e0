"""Sources and cases under other names: whatever named them follows, and the text stays to the letter."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.study.check import check
from crosscase.study.edits import Edit
from crosscase.study.folder import Study
from crosscase.study.moving import left_behind, move_source, moves, rename_case, rename_source
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import BODY, CODINGS, Coded, codings_text, contents, made_id, make_study, put, text_hash

NOTES, PLAN = "alta/fokusgruppe", "skien/plan"
QUERIES = """queries:
  - id: q000000001
    name: "Det Alta sier"
    where: "case:alta and not source:alta/fokusgruppe"
  - id: q000000002
    name: "Planen"
    where: "source:skien/plan or speaker:alta/I1"
"""
FILES = {
    "memos/om-gruppen.md": "---\nabout: source/alta/fokusgruppe # den første\ncoder: koder-b\n---\nEn god samtale.\n",
    "memos/om-alta.md": "---\nabout: case/alta\n---\nAlta er stor. Se source/alta/fokusgruppe.\n",
    "memos/om-studien.md": "---\nabout: study\n---\nalta\n",
    "synthesis/queries.yaml": QUERIES,
    "synthesis/summaries/alta.yaml": "# skrevet av koder-a\nsummaries:\n  - id: s000000001\n"
    '    code: barriers\n    text: "alta"\n',
    "synthesis/themes.yaml": 'themes:\n  - id: K1\n    codes: [barriers, "source:alta/fokusgruppe"]\n',
    "synthesis/other.yaml": "case: alta   # Alta\nsources: [alta/fokusgruppe, skien/plan]\ncases:\n  - skien\n  - alta\n",
}


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return open_folder(make_study(tmp_path / "study", files=FILES))


def refused(study: Study, make: Callable[[], Edit]) -> str:
    """The one line with which a change is refused, seen to have changed nothing."""
    before = contents(study.root)
    with pytest.raises(StudyError) as error:
        study.apply(make())
    assert "\n" not in str(error.value)
    assert contents(study.root) == before
    return str(error.value)


def read(study: Study, file: str) -> str:
    return (study.root / file).read_bytes().decode()


def problems(study: Study) -> list[str]:
    return [str(problem) for problem in check(open_folder(study.root))]


def test_a_renamed_source_takes_its_codings_memos_and_queries_along(study: Study) -> None:
    before = {name: raw.decode() for name, raw in contents(study.root).items()}
    edit = rename_source(study, NOTES, "Samtale i høst")
    study.apply(edit)
    after = {name: raw.decode() for name, raw in contents(study.root).items()}
    wanted = {}
    for name, text in before.items():
        moved = name.replace("alta/fokusgruppe", "alta/samtale-i-host")
        wanted[moved] = text if name.startswith(("interviews/", "memos/om-alta")) else text.replace(
            "alta/fokusgruppe", "alta/samtale-i-host"
        )  # fmt: skip
    del wanted["synthesis/queries.yaml"]
    queries = yaml.safe_load(after.pop("synthesis/queries.yaml"))["queries"]
    assert after == wanted
    assert [query["where"] for query in queries] == [
        "case:alta and not source:alta/samtale-i-host",
        "source:skien/plan or speaker:alta/I1",
    ]
    assert moves(edit) == {NOTES: "alta/samtale-i-host"}
    assert problems(study) == []


def test_a_renamed_case_takes_all_its_sources_and_whatever_names_it_along(study: Study) -> None:
    study.apply(rename_case(study, "alta", "alta-kommune"))
    assert sorted(contents(study.root)) == sorted(
        re.sub(r"(?<=/)alta(?=[/.])", "alta-kommune", name)
        for name in contents(make_study(study.root.parent / "again", files=FILES))
    )
    assert read(study, "interviews/alta-kommune/fokusgruppe.md").startswith(
        "---\ncase: alta-kommune\nkind: focus-group\n"
    )
    assert read(study, "cases/alta-kommune.yaml") == 'name: "Alta"\n'
    assert read(study, "memos/om-alta.md") == FILES["memos/om-alta.md"].replace(
        "case/alta", "case/alta-kommune"
    )
    assert "about: source/alta-kommune/fokusgruppe # den første\n" in read(study, "memos/om-gruppen.md")
    assert read(study, "synthesis/summaries/alta-kommune.yaml") == FILES["synthesis/summaries/alta.yaml"]
    assert read(study, "synthesis/other.yaml") == (
        "case: alta-kommune   # Alta\nsources: [alta-kommune/fokusgruppe, skien/plan]\ncases:\n  - skien\n  - alta-kommune\n"
    )
    assert "source:alta-kommune/fokusgruppe" in read(study, "synthesis/themes.yaml")
    queries = yaml.safe_load(read(study, "synthesis/queries.yaml"))["queries"]
    assert [query["where"] for query in queries] == [
        "case:alta-kommune and not source:alta-kommune/fokusgruppe",
        "source:skien/plan or speaker:alta-kommune/I1",
    ]
    assert problems(study) == []


def test_a_case_may_get_a_name_and_keep_its_slug(study: Study) -> None:
    put(
        study.root, "cases/alta.yaml", '# en kommune\nname: "Alta"  # kort\nattributes: {fylke: "Finnmark"}\n'
    )
    study.apply(rename_case(study, "alta", "alta", "Alta  kommune"))
    assert read(study, "cases/alta.yaml") == (
        '# en kommune\nname: "Alta kommune"  # kort\nattributes: {fylke: "Finnmark"}\n'
    )
    assert study.cases["alta"].name == "Alta kommune"


def test_a_case_without_a_file_gets_one_with_its_name_and_only_then(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path, cases={"skien": "Skien"}))
    study.apply(rename_case(study, "alta", "nordalta"))
    assert not (tmp_path / "cases/nordalta.yaml").exists()
    study.apply(rename_case(study, "nordalta", "nord", "Nord i Alta"))
    assert read(study, "cases/nord.yaml") == 'name: "Nord i Alta"\n'


def test_a_title_alone_leaves_the_file_where_it_is(study: Study) -> None:
    study.apply(rename_source(study, NOTES, "fokusgruppe", 'Samtale: "høst"'))
    text = read(study, f"interviews/{NOTES}.md")
    assert text.startswith(
        '---\ncase: alta\nkind: focus-group\ntitle: "Samtale: \\"høst\\""\ndate: 2021-11-30\n'
    )
    assert text.endswith(f"---\n{BODY}")
    assert study.sources[NOTES].title == 'Samtale: "høst"'
    assert len(study.codings(NOTES)) == 4


@pytest.mark.parametrize(
    ("content", "moved"),
    [
        ("Bare tekst.\n", "Bare tekst.\n"),
        ("---\nkind: interview\n---\nx\n", "---\nkind: interview\n---\nx\n"),
        ("---\ncase: alta\n---\nx\n", "---\ncase: skien\n---\nx\n"),
        ("---\n# først\nkind: interview\ncase:   'alta'   # her\n---\nx",
         "---\n# først\nkind: interview\ncase: skien   # her\n---\nx"),
        ("\ufeff---\r\ncase: alta\r\nmode: video\r\n---\r\nx\r\ncase: alta\r\n",
         "\ufeff---\r\ncase: skien\r\nmode: video\r\n---\r\nx\r\ncase: alta\r\n"),
        ("---\n{case: alta, mode: video}\n---\nx\n", "---\n{case: skien, mode: video}\n---\nx\n"),
        ("---\ncase: >-\n  alta\nmode: video\n---\nx\n", "---\ncase: skien\nmode: video\n---\nx\n"),
    ],
)  # fmt: skip
def test_only_the_case_changes_in_front_matter_somebody_wrote(
    tmp_path: Path, content: str, moved: str
) -> None:
    study = open_folder(make_study(tmp_path, files={"interviews/alta/notat.md": content}))
    study.apply(move_source(study, "alta/notat", "skien"))
    assert read(study, "interviews/skien/notat.md") == moved
    assert not (tmp_path / "interviews/alta/notat.md").exists()


def test_codings_that_another_program_wrote_meanwhile_move_too(study: Study) -> None:
    late = [Coded("barriers/capacity", "Vi er to stykker", id="late000001")]
    put(study.root, f"codings/{NOTES}/koder-c.yaml", codings_text(NOTES, "koder-c", BODY, late))
    study.apply(rename_source(study, NOTES, "samtale"))
    assert "late000001" in read(study, "codings/alta/samtale/koder-c.yaml")
    assert not (study.root / f"codings/{NOTES}").exists()


def test_codings_of_a_text_that_was_edited_move_with_the_places_found_again(study: Study) -> None:
    text = read(study, f"interviews/{NOTES}.md").replace("Det er mangel", "Hos oss er det mangel")
    put(study.root, f"interviews/{NOTES}.md", text)
    study = open_folder(study.root)
    study.apply(rename_source(study, NOTES, "samtale"))
    body = text.split("---\n", 2)[2]
    for record in yaml.safe_load(read(study, "codings/alta/samtale/koder-a.yaml"))["codings"]:
        assert body[slice(*record["at"])] == record["quote"]
    [changed] = yaml.safe_load(read(study, "codings/alta/samtale/koder-b.yaml"))["codings"]
    assert changed["quote"] == "Det er mangel på ressurser for å prioritere tiltak."
    [coding] = open_folder(study.root).codings("alta/samtale", ["koder-b"])
    assert coding.at is not None
    assert open_folder(study.root).found(coding).status == "changed"


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        (NOTES, "annen", "there is a source alta/annen already"),
        (NOTES, "Annen", "there is a source alta/annen already"),
        (NOTES, "fokusgruppe", "is called so already"),
        (NOTES, "Brutt", "interviews/alta/Brutt.md is there already"),
        (NOTES, "borte", "codings of alta/borte, whose text is gone, are kept by koder-a"),
        (NOTES, "tom", "codings/alta/tom/koder-a.yaml is there already"),
        (NOTES, "Привет", "leaves no name"),
        (NOTES, "  ", "leaves no name"),
        (NOTES, "skien/x", "is in another case"),
        (NOTES, "a" * 200, "has 200 letters"),
        ("alta/fokusgrupe", "x", "did you mean alta/fokusgruppe?"),
    ],
)
def test_a_name_that_cannot_be_is_refused(study: Study, source: str, name: str, said: str) -> None:
    put(study.root, "interviews/alta/annen.md", "x")
    put(study.root, "interviews/alta/Brutt.md", "x")
    put(
        study.root,
        "codings/alta/borte/koder-a.yaml",
        codings_text("alta/borte", "koder-a", BODY, CODINGS[NOTES, "koder-a"]),
    )
    put(study.root, "codings/alta/tom/koder-a.yaml", codings_text("alta/tom", "koder-a", BODY, []))
    study = open_folder(study.root)
    assert said in refused(study, lambda: rename_source(study, source, name))


@pytest.mark.parametrize(
    ("source", "case", "said"),
    [
        (PLAN, "alta", "there is a source alta/plan (Vår plan) already"),
        (NOTES, "alta", "is in case alta already"),
        (NOTES, "skein", "did you mean skien?"),
        (NOTES, "open-answers", "`open-answers` is no case"),
        ("open-answers/f4", "skien", "holds open answers, which belong to no case"),
    ],
)
def test_a_move_that_cannot_be_is_refused(study: Study, source: str, case: str, said: str) -> None:
    put(study.root, "interviews/open-answers/f4.md", "R017: Ja.\n")
    put(study.root, "interviews/alta/plan.md", "---\ntitle: Vår plan\n---\nx")
    study = open_folder(study.root)
    assert said in refused(study, lambda: move_source(study, source, case))


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("skien", "there is a case skien (Skien) already"),
        ("open-answers", "kept for open answers"),
        ("brutt", "cases/brutt.yaml is there already"),
        ("mappe", "interviews/mappe/bilde.png is there already"),
        ("koder", "codings/koder/x is there already"),
        ("sammendrag", "synthesis/summaries/sammendrag.yaml is there already"),
        ("alta", "is called so already"),
    ],
)
def test_a_slug_that_a_case_cannot_have_is_refused(study: Study, slug: str, said: str) -> None:
    put(study.root, "cases/brutt.yaml", "name: [")
    put(study.root, "interviews/mappe/bilde.png", b"\x89PNG")
    put(study.root, "codings/koder/x/koder-a.yaml", codings_text("koder/x", "koder-a", "abc", []))
    put(study.root, "synthesis/summaries/sammendrag.yaml", "{}\n")
    study = open_folder(study.root)
    assert said in refused(study, lambda: rename_case(study, "alta", slug))


@pytest.mark.parametrize(
    "file",
    [
        f"interviews/{NOTES}.md",
        "interviews/alta/annen.md",
        f"codings/{NOTES}/koder-b.yaml",
        "cases/alta.yaml",
        "synthesis/queries.yaml",
        "synthesis/themes.yaml",
    ],
)
def test_nothing_moves_where_a_file_that_would_have_to_follow_cannot_be_read(study: Study, file: str) -> None:
    put(study.root, file, "---\nalta: [\n---\n" if file.endswith(".md") else "alta: [\n")
    for opened in (open_folder(study.root), study):  # broken when it was opened, and broken since
        assert file in refused(opened, lambda opened=opened: rename_case(opened, "alta", "ny"))


def test_a_broken_file_that_does_not_name_it_is_no_hindrance(study: Study) -> None:
    put(study.root, "synthesis/themes.yaml", "altamira: [\n")
    study.apply(rename_case(study, "alta", "ny"))
    assert "ny" in study.cases


def test_a_case_with_codings_of_a_vanished_source_is_not_renamed(study: Study) -> None:
    (study.root / f"interviews/{NOTES}.md").unlink()
    put(study.root, "interviews/alta/annen.md", "x")
    study = open_folder(study.root)
    assert f"crosscase moved {NOTES} NEW" in refused(study, lambda: rename_case(study, "alta", "ny"))


def test_other_files_beside_the_sources_are_told_and_stay(study: Study) -> None:
    put(study.root, "interviews/alta/lyd.ogg", b"\0\xff")
    assert left_behind(study, "alta") == ("interviews/alta/lyd.ogg",)
    study.apply(rename_case(study, "alta", "ny"))
    assert (study.root / "interviews/alta/lyd.ogg").read_bytes() == b"\0\xff"


# any sequence, against a model that knows nothing of files

NAMES = ["ein", "to", "tre", "open-answers"]
FRONTS = [
    "",
    "---\nkind: interview\n---\n",
    "---\ncase: {case}\n---\n",
    "---\n# c\nkind: document\ncase: '{case}'  # {case}\n---\n",
    "\ufeff---\r\ncase: {case}\r\n---\r\n",
]
bodies = st.text("abø𝒳 \n:#e\u0301", min_size=1, max_size=60).filter(lambda body: not body.startswith("---"))


@dataclass
class Model:
    """What the study is: cases and sources by number, a source as (case, name); codings by id; case files."""

    cases: list[str]
    sources: list[tuple[int, str]]
    bodies: list[str]
    codings: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)

    def id(self, source: int) -> str:
        case, name = self.sources[source]
        return f"{self.cases[case]}/{name}"


@st.composite
def models(draw: st.DrawFn) -> tuple[Model, dict[str, str]]:
    cases = draw(st.lists(st.sampled_from(NAMES[:3]), min_size=2, max_size=3, unique=True))
    places = draw(
        st.lists(
            st.tuples(st.integers(0, len(cases) - 1), st.sampled_from(NAMES[:3])),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    model = Model(cases, places, [draw(bodies) for _ in places])
    files = {f"cases/{case}.yaml": f"# {case}\nname: {case}\n" for case in cases}
    for number, body in enumerate(model.bodies):
        source = model.id(number)
        front = draw(st.sampled_from(FRONTS)).format(case=source.partition("/")[0])
        files[f"interviews/{source}.md"] = front + (body.replace("\n", "\r\n") if "\r" in front else body)
        files[f"memos/m{number}.md"] = f"---\nabout: source/{source}\n---\nm\n"
        for coder in draw(st.sets(st.sampled_from(["kari", "ola"]))):
            coded = []
            for place in range(draw(st.integers(1, 3))):
                start = draw(st.integers(0, len(body) - 1))
                end = draw(st.integers(start + 1, len(body)))
                coded.append(Coded("barriers/capacity", (start, end), id=made_id(f"{source}{coder}", place)))
                model.codings[coded[-1].id] = (number, coder, body[start:end])
            files[f"codings/{source}/{coder}.yaml"] = codings_text(source, coder, body, coded)
    model.files = {number: files[f"cases/{case}.yaml"] for number, case in enumerate(cases)}
    queries = [
        f"  - id: q00000000{number}\n    name: q{number}\n    where: source:{model.id(number)}\n"
        for number in range(len(places))
    ]
    for number, case in enumerate(cases):
        files[f"memos/c{number}.md"] = f"---\nabout: case/{case}\n---\nc\n"
        queries.append(f"  - id: q00000001{number}\n    name: c{number}\n    where: case:{case}\n")
    files["synthesis/queries.yaml"] = "queries:\n" + "".join(queries)
    return model, files


steps = st.lists(
    st.tuples(st.sampled_from(["source", "move", "case"]), st.integers(0, 9), st.integers(0, 9)), max_size=6
)


def step(model: Model, kind: str, one: int, other: int) -> tuple[Callable[[Study], Edit], bool]:
    """A change, and whether it can be done; the model is as it will be then."""
    source, case = one % len(model.sources), one % len(model.cases)
    name = NAMES[other % len(NAMES)]
    if kind == "case":
        old = model.cases[case]
        possible = name not in model.cases and name != "open-answers"
        if possible:
            model.cases[case] = name
        return lambda study: rename_case(study, old, name), possible
    was, (inside, own) = model.id(source), model.sources[source]
    to = (inside, name) if kind == "source" else (other % len(model.cases), own)
    possible = to not in model.sources
    if possible:
        model.sources[source] = to
    if kind == "source":
        return lambda study: rename_source(study, was, name), possible
    target = model.cases[to[0]]
    return lambda study: move_source(study, was, target), possible


def assert_is(root: Path, model: Model) -> None:
    """What is on disk is what the model says."""
    found = {}
    for path in (root / "codings").glob("*/*/*.yaml"):
        data = yaml.safe_load(path.read_bytes())
        source = f"{path.parent.parent.name}/{path.parent.name}"
        number = [model.id(n) for n in range(len(model.sources))].index(source)
        body = model.bodies[number]
        assert (data["source"], data["coder"], data["text"]) == (source, path.stem, text_hash(body))
        for record in data["codings"]:
            assert body[slice(*record["at"])] == record["quote"]
            found[str(record["id"])] = (number, path.stem, record["quote"])
    assert found == model.codings
    texts = {path.relative_to(root / "interviews").as_posix() for path in (root / "interviews").rglob("*.md")}
    assert texts == {f"{model.id(number)}.md" for number in range(len(model.sources))}
    for number, body in enumerate(model.bodies):
        text = (root / f"interviews/{model.id(number)}.md").read_bytes().decode().replace("\r\n", "\n")
        assert text.endswith(body)
        head = text[: len(text) - len(body)].removeprefix("\ufeff").strip("-\n")
        assert (
            yaml.safe_load(head or "{}").get("case", model.id(number).partition("/")[0])
            == model.id(number).partition("/")[0]
        )
        assert f"about: source/{model.id(number)}\n" in (root / f"memos/m{number}.md").read_text()
    queries = {
        q["name"]: q["where"]
        for q in yaml.safe_load((root / "synthesis/queries.yaml").read_bytes())["queries"]
    }
    wanted = {f"q{number}": f"source:{model.id(number)}" for number in range(len(model.sources))}
    assert queries == wanted | {f"c{number}": f"case:{case}" for number, case in enumerate(model.cases)}
    assert {path.stem for path in (root / "cases").glob("*")} == set(model.cases)
    for number, case in enumerate(model.cases):
        assert (root / f"cases/{case}.yaml").read_text() == model.files[number]
        assert f"about: case/{case}\n" in (root / f"memos/c{number}.md").read_text()


@settings(max_examples=60)
@given(model_and_files=models(), wanted=steps)
def test_after_any_moves_all_stands_where_it_stood_and_undo_gives_every_byte_back(
    model_and_files: tuple[Model, dict[str, str]], wanted: list[tuple[str, int, int]]
) -> None:
    model, files = model_and_files
    with tempfile.TemporaryDirectory() as folder:
        root = make_study(Path(folder), cases={}, sources={}, codings={}, files=files)
        before = contents(root)
        study = open_folder(root)
        for kind, one, other in wanted:
            make, possible = step(model, kind, one, other)
            if possible:
                study.apply(make(study))
                assert_is(root, model)
            else:
                with pytest.raises(StudyError):
                    study.apply(make(study))
        assert_is(root, model)
        assert [p for p in check(open_folder(root)) if p.kind not in ("coder", "not-nfc")] == []
        while study.history.next_undo is not None:
            study.undo()
        assert contents(root) == before
        while study.history.next_redo is not None:
            study.redo()
        assert_is(root, model)
