"""A transcript as a page: the coded words are exactly the coded characters, and nothing in it is markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscase.documents.transcript_page import transcript_page
from crosscase.reports.transcript import tint, transcript_document, transcript_of
from crosscase.study.name_gate import open_gate
from crosscase.study.opening import open_folder
from studies import BODY, CODINGS, Coded, make_study, put, span_of


class Page(HTMLParser):
    """What a browser would find: the words under each coding, line by line, and every tag that there is."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.marked: dict[str, list[tuple[str, str]]] = {}
        self.lines: dict[str, str] = {}
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._line = ""
        self._open: list[tuple[str, list[str]]] = []
        self._text = False
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "section":
            self._line = found["id"]
            self.lines[self._line] = ""
        classes = (found.get("class") or "").split()
        if tag in ("p", "h2", "h3", "h4", "h5", "h6") and self._line:
            self._text = True
        if tag not in ("meta", "input"):
            self._open.append((tag, (found.get("data-k") or "").split() if "m" in classes else []))

    def handle_endtag(self, tag) -> None:
        self._open.pop()
        if tag in ("p", "h2", "h3", "h4", "h5", "h6"):
            self._text = False
        if tag == "section":
            self._line = ""

    def handle_data(self, data) -> None:
        if not self._text:
            return
        self.lines[self._line] += data
        for _tag, marks in self._open:
            for mark in marks:
                self.marked.setdefault(mark, []).append((self._line, data))

    def words(self, mark: int) -> str:
        """The words under a coding, its lines joined as in the text."""
        found: dict[str, str] = {}
        for line, data in self.marked.get(str(mark), []):
            found[line] = found.get(line, "") + data
        return "\n".join(found.values())


def page_of(root: Path, source: str = "alta/fokusgruppe", **options) -> tuple[Page, bytes]:
    study = open_folder(root)
    page = transcript_page(transcript_of(study, study.sources[source], **options), gate=open_gate(root))
    return Page(page), page


def test_every_coding_marks_exactly_its_words(tmp_path: Path) -> None:
    page, _ = page_of(make_study(tmp_path / "s"))
    body = BODY
    spans = sorted(
        (
            span_of(body, coding)
            for coder in ("koder-a", "koder-b")
            for coding in CODINGS["alta/fokusgruppe", coder]
        ),
        key=lambda span: (span[0], -span[1]),
    )
    assert [page.words(mark) for mark in range(len(spans))] == [body[start:end] for start, end in spans]


def test_every_line_of_the_text_is_on_the_page_and_headings_without_their_signs(tmp_path: Path) -> None:
    page, _ = page_of(make_study(tmp_path / "s"))
    wanted = {f"l{n}": line.lstrip("# ") for n, line in enumerate(BODY.split("\n"), 1) if line}
    assert page.lines == wanted


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_words_under_any_codings_come_back_from_the_page(tmp_path_factory, data) -> None:
    letters = st.sampled_from("ab <>&\"'æ\n\n#=[]{}%😀é")
    body = data.draw(st.text(letters, min_size=1, max_size=60)) + "x\n"
    ends = st.integers(0, len(body))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(sorted).filter(lambda s: s[0] < s[1]), max_size=6))
    codings = [Coded("barriers", tuple(span)) for span in spans]
    root = make_study(
        tmp_path_factory.mktemp("s"), sources={"alta/a": body}, codings={("alta/a", "koder-a"): codings}
    )
    study = open_folder(root)
    page, _ = page_of(root, "alta/a")
    placed = [coding.at for coding in study.codings("alta/a")]
    shown = []
    for start, end in placed:
        lines = []
        offset = 0
        for line in body.split("\n"):
            sign = re.match(r"#{1,6}[ \t]+(?=\S)", line)
            first = offset + (sign.end() if sign else 0)
            if line.strip() and (part := body[max(start, first) : min(end, offset + len(line))]):
                lines.append(part)
            offset += len(line) + 1
        shown.append("\n".join(lines))
    transcript = transcript_of(study, study.sources["alta/a"])
    visible = [words for words, span in zip(shown, placed, strict=True) if _touches_a_line(body, span)]
    assert [page.words(mark) for mark in range(len(transcript.marks))] == visible


def _touches_a_line(body: str, span: tuple[int, int]) -> bool:
    offset = 0
    for line in body.split("\n"):
        # the line end belongs to the line it ends
        if line.strip() and span[0] <= offset + len(line) and span[1] > offset:
            return True
        offset += len(line) + 1
    return False


HOSTILE = "<script>alert(1)</script> \"quoted\" & 'x' </p></style> [b]"


def test_names_memos_and_texts_from_files_are_never_markup(tmp_path: Path) -> None:
    quiet, _ = page_of(make_study(tmp_path / "quiet"))
    body = f"I1: {HOSTILE}\n"
    root = make_study(
        tmp_path / "loud",
        sources={"alta/fokusgruppe": body},
        fronts={"alta/fokusgruppe": f"title: '{HOSTILE.replace(chr(39), chr(39) * 2)}'\n"
                "speakers:\n  I1: {role: \"<b>\"}\n"},
        codebook="codes:\n  - code: barriers\n    name: '<img src=x onerror=alert(1)>'\n    tag: '<i'\n",
        codings={("alta/fokusgruppe", "koder-a"): [Coded("barriers", HOSTILE, memo=HOSTILE)]},
        notice="<u>",
    )  # fmt: skip
    page, raw = page_of(root)
    assert page.words(0) == HOSTILE
    assert set(page.tags) <= set(quiet.tags)
    assert page.tags.count("script") == 1
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert b"<img" not in raw


def test_the_page_loads_nothing_and_runs_nothing_but_its_own(tmp_path: Path) -> None:
    page, raw = page_of(make_study(tmp_path / "s"))
    assert not {"link", "img", "iframe", "base", "form"} & set(page.tags)
    assert not [value for name, value in page.attributes if name == "src"]
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for part in ("style", "script"):
        content = re.search(rb"<%s>(.*?)</%s>" % (part.encode(), part.encode()), raw, re.S)[1]
        known = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert f"{part}-src 'sha256-{known}'" in policy


def test_legend_and_facts_say_whose_codings_and_how_much_is_coded(tmp_path: Path) -> None:
    _, raw = page_of(make_study(tmp_path / "s", notice="Konstruert."), coders=["koder-a"])
    words = raw.decode()
    assert 'lang="nb"' in words
    assert "Koder-A (koder-a)" in words
    assert "koder-b" not in words
    assert "Konstruert." in words
    # characters of the informants' paragraphs, and of the coded passages in them
    told = [line.split(": ", 1)[1] for line in BODY.split("\n") if line.startswith(("I1:", "I2:"))]
    coded = sum(len(coding.at) for coding in CODINGS["alta/fokusgruppe", "koder-a"])
    assert f"{round(100 * coded / sum(map(len, told)))} % av informantenes ord (3 kodinger)" in words


def test_only_the_codes_asked_for_are_marked(tmp_path: Path) -> None:
    root = make_study(tmp_path / "s")
    study = open_folder(root)
    wanted = [study.codebook.by_path["challenges/schools"]]
    transcript = transcript_of(study, study.sources["alta/fokusgruppe"], codes=wanted)
    assert [entry.path for entry in transcript.legend] == ["challenges/schools"]
    assert len(transcript.marks) == 1


def test_a_name_of_the_roster_keeps_the_page_back(tmp_path: Path) -> None:
    from crosscase.study.problems import StudyError

    root = make_study(tmp_path / "s")
    put(root, "private/roster.yaml", 'people:\n  - name: "Skolene"\n    as: "[navn 1]"\n')
    with pytest.raises(StudyError, match="line 5"):
        page_of(root)


def test_the_document_has_a_row_for_each_line_and_names_the_codings_beside_it(tmp_path: Path) -> None:
    study = open_folder(make_study(tmp_path / "s"))
    document = transcript_document([transcript_of(study, study.sources["alta/fokusgruppe"])])
    rows = document.tables[-1].rows
    texts = {row[0]: "".join(run.text for run in row[1] if not run.superscript) for row in rows}
    assert texts[5] == "I2: Skolene melder om rasistiske utsagn hver uke."
    margin = {row[0]: "".join(run.text for run in row[2]) for row in rows}
    assert "★ Rasisme i skolen (koder-a)" in margin[5]
    assert "Kapasitet (koder-b)" in margin[10]
    assert "Sagt flere ganger." in margin[10]
    raised = [run.text for row in rows if row[0] == 10 for run in row[1] if run.superscript]
    assert [text.strip() for text in raised] == ["KA", "KA"]


def test_a_light_shade_of_a_colour_is_three_parts_of_ten() -> None:
    assert tint("#000000") == "#B3B3B3"
    assert tint("#FFFFFF") == "#FFFFFF"
