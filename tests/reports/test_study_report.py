"""The study's report as a reader finds it: numbers counted again by hand, links followed, quotes looked up."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from docx import Document as open_word
from docx.oxml.ns import qn
from lxml import html

from crosscase.documents.values import Document
from crosscase.documents.writing import Form, write
from crosscase.reports.study_report.plan import CHAPTERS, desk_for, put_together, steps_of, study_report
from crosscase.study.name_gate import NameGate
from crosscase.study.opening import open_folder
from crosscase.study.problems import StudyError
from studies import make_study
from surveys import responses, survey_study, table

ROOT = Path(__file__).resolve().parents[2]
STATIONS = ("codebook", "interviews", "codings", "memos", "cases", "survey", "synthesis")
HARD = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example study; no test changes it."""
    folder = tmp_path_factory.mktemp("report") / "study"
    folder.mkdir()
    for name in STATIONS:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "study.yaml", folder)
    return folder


@pytest.fixture(scope="module")
def document(example: Path) -> Document:
    return replace(study_report(open_folder(example), english_summary=True), study="")


@pytest.fixture(scope="module")
def page(document: Document) -> html.HtmlElement:
    return html.document_fromstring(write(document, Form.html, gate=NameGate()).decode())


@pytest.fixture(scope="module")
def entries(page: html.HtmlElement) -> dict[str, list[str]]:
    """The register of evidence: by anchor, where it stands and what it says there."""
    (register,) = page.xpath("//table[caption[contains(., 'Belegg for tall og sitater')]]")
    found = {}
    for row in register.xpath("./tbody/tr"):
        number, what, places = row.xpath("./td")
        found[number.xpath(".//@id")[0]] = [*places.text_content().split("\n"), what.text_content()]
    return found


def words(element: html.HtmlElement) -> str:
    return element.text_content().replace(HARD, " ")


class ByHand:
    """The responses counted with nothing but csv and the questionnaire."""

    def __init__(self, folder: Path) -> None:
        with (folder / "survey/responses.csv").open(encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))
        asked = yaml.safe_load((folder / "survey/questions.yaml").read_text(encoding="utf-8"))
        self.scales, self.variables = asked["scales"], {each["id"]: each for each in asked["variables"]}
        self.questions = {each["id"]: each for each in asked["questions"]}

    def chose(self, row: dict[str, str], address: str) -> bool | None:
        """Whether a respondent chose an option or box; None where nothing was answered."""
        question, rest = next(
            (self.questions[address[:cut]], address[cut + 1 :])
            for cut in (place for place in reversed(range(len(address))) if address[place] == ".")
            if address[:cut] in self.questions
        )
        if question["type"] == "multiple":
            answers = [cell for name, cell in row.items() if name.startswith(f"{question['id']}.")]
            return None if not any(answers) else row[address] == "1"
        column, wanted = question["id"], rest
        if question["type"] == "grid":
            part, wanted = rest.split(".")
            column = f"{question['id']}.{part}"
        if not row[column]:
            return None
        return row[column] in self.options(question, wanted)

    def options(self, question: dict, wanted: str) -> list[str]:
        scale = self.scales.get(question.get("scale", ""), {})
        boxes = {
            each["id"]: each["options"] for each in (*question.get("boxes", ()), *scale.get("boxes", ()))
        }
        return boxes.get(wanted, [wanted])

    def belongs(self, row: dict[str, str], variable: str, group: str) -> bool | None:
        """Whether a respondent is in a group; None where in none."""
        about = self.variables.get(variable)
        if about is None:
            return None if not row[variable] else row[variable] == group
        question, cell = self.questions[about["question"]], row[about["question"]]
        inside = None
        for each in about["groups"]:
            if "options" in each:
                is_in = any(cell in self.options(question, option) for option in each["options"])
            else:
                is_in = bool(cell) and int(each.get("from", 0)) <= int(cell) <= int(each.get("to", 10**9))
            if is_in:
                inside = each["id"] == group
                if inside:
                    return True
        return inside

    def count(self, record: str) -> tuple[int, int]:
        address, *conditions = record.split(", ")
        if turned := conditions[:1] == ["de andre svarene"]:
            del conditions[0]
        chosen = base = 0
        for row in self.rows:
            if conditions:
                variable, sign, group = re.fullmatch(r"([\w-]+)([=≠])(.+)", conditions[0]).groups()
                belongs = self.belongs(row, variable, group)
                if belongs is None or belongs == (sign == "≠"):
                    continue
            answer = self.chose(row, address)
            base += answer is not None
            chosen += answer is True
        return (base - chosen if turned else chosen), base


def test_every_number_of_the_survey_is_what_one_counts_by_hand(
    example: Path, entries: dict[str, list[str]]
) -> None:
    by_hand, checked = ByHand(example), 0
    for place, *_, what in entries.values():
        path, _, record = place.partition(" ")
        if path != "survey/responses.csv" or not record:
            continue
        if counted := re.fullmatch(r"(\d+) av (\d+)", what):
            assert by_hand.count(record) == (int(counted[1]), int(counted[2])), record
            checked += 1
    assert checked > 150


def test_each_share_in_the_text_is_the_percent_of_the_counts_beside_it_and_of_its_entry(
    page: html.HtmlElement, entries: dict[str, list[str]]
) -> None:
    checked = 0
    for block in page.xpath("//p | //li"):
        shown = words(block)
        marks = [link.get("href")[1:] for link in block.xpath(".//sup/a | .//a[sup]")]
        for percent, count, base, number in re.findall(
            r"(\d+) ?% \((\d+) (?:av|of) (\d+)\*?, (?:KI|CI) \d+–\d+ ?%\)\[(\d+)\]", shown
        ):
            assert f"evidence-{number}" in marks
            assert int(percent) == (200 * int(count) + int(base)) // (2 * int(base))
            assert entries[f"evidence-{number}"][-1] == f"{count} av {base}"
            checked += 1
        small = re.findall(r"(?:av|of) (\d+)(\*?),", shown)
        assert all((int(base) < 30) == bool(star) for base, star in small)
    assert checked > 90


def test_what_the_report_of_2021_prints_stands_in_the_sentences(page: html.HtmlElement) -> None:
    text = words(page)
    assert "88 kommuner svarte på undersøkelsen av 356 i alt, en svarprosent på 25 %." in text
    assert (
        "Spørsmålet gikk til 40 av 88 kommuner: de som svarte «Noen utfordringer», «Ganske store utfordringer» eller "
        "«Svært store utfordringer» på F3. 40 svarte."
    ) in text
    assert "«Hatefulle ytringer» er det vanligste svaret: 65 % (26 av 40, KI 50–78 %)" in text
    assert "Kommunene valgte selv om de ville svare" in text


def test_every_link_leads_to_what_is_there_and_every_file_exists(
    page: html.HtmlElement, example: Path
) -> None:
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    for href in page.xpath("//@href"):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith("./")
            assert (example / href).exists(), href
    assert not page.xpath("//script | //link | //iframe | //form | //*[@onclick]")
    assert all(source.startswith("data:") for source in page.xpath("//@src"))
    marked = {link.get("href")[1:] for link in page.xpath("//a[starts-with(@href, '#evidence-')]")}
    assert marked == {id for id in ids if id.startswith("evidence-")}


def test_every_quote_is_the_coded_words_of_its_entry(
    page: html.HtmlElement, entries: dict[str, list[str]], example: Path
) -> None:
    quotes = page.xpath("//blockquote")
    assert len(quotes) > 100
    links: dict[str, list[html.HtmlElement]] = {}
    for row in page.xpath("//tr[.//@id]"):
        for anchor in row.xpath(".//@id"):
            links.setdefault(anchor, []).extend(row.xpath(".//a"))
    loaded = cache(lambda path: yaml.safe_load((example / path).read_text(encoding="utf-8"))["codings"])
    for quote in quotes:
        anchors = [href[1:] for href in quote.xpath(".//@href")]
        assert anchors
        for anchor in anchors:  # several where the same words have several codes
            coding, place = entries[anchor]
            path, _, id = coding.partition(" ")
            (record,) = [each for each in loaded(path) if each["id"] == id]
            title, line = re.fullmatch(r"(.*), linje (\d+)(?:–\d+)?", place).groups()
            (file,) = [link.get("href")[2:] for link in links[anchor] if words(link) == place]
            front, body = (example / file).read_text(encoding="utf-8").split("---\n", 2)[1:]
            assert yaml.safe_load(front)["title"] == title
            assert body[slice(*record["at"])].strip() in quote.text_content()
            assert body.count("\n", 0, record["at"][0]) == int(line) - 1


def test_a_quote_cut_out_of_a_sentence_says_so_and_a_whole_one_does_not(
    page: html.HtmlElement, example: Path
) -> None:
    cut, bodies = (
        0,
        "".join(file.read_text(encoding="utf-8") for file in sorted(example.glob("interviews/*/*.md"))),
    )
    for quote in page.xpath("//blockquote"):
        printed = quote.text_content().partition("\n")[0]
        cut += "… " in printed
        assert printed[0] == "«"
        # what begins with a small letter did not begin its sentence
        assert not printed[1].islower(), printed
        whole_sentence = re.escape(printed.strip("«»… ")) + r"[.?!]"
        assert printed[-2] in ".?!…»" or re.search(whole_sentence, bodies), printed
    assert cut > 3


def test_under_every_summary_stand_the_quotes_it_rests_on(page: html.HtmlElement, example: Path) -> None:
    summaries = yaml.safe_load((example / "synthesis/summaries/skiptvet.yaml").read_text(encoding="utf-8"))
    for summary in summaries["summaries"]:
        written = (
            next(iter(summary["text"].values())) if isinstance(summary["text"], dict) else summary["text"]
        )
        (paragraph,) = [each for each in page.xpath("//p") if words(each).startswith(written.strip())]
        below = paragraph.getnext()
        marked: list[str] = []
        while below is not None and below.tag == "blockquote":
            marked += list(below.xpath(".//@href"))
            below = below.getnext()
        left_out = "ikke trykt" in (words(below) if below is not None else "")
        assert marked
        assert len(marked) == len(summary["quotes"]) or left_out


def test_words_of_informants_who_may_not_be_quoted_are_nowhere(page: html.HtmlElement, example: Path) -> None:
    printed = [quote.text_content().partition("\n")[0].strip("«… »") for quote in page.xpath("//blockquote")]
    withheld = list(_turns_without_consent(example))
    assert len(withheld) > 20
    assert not [(quote, turn) for quote in printed for turn in withheld if len(quote) > 12 and quote in turn]
    assert "fordi informanten ikke har samtykket til å bli sitert" in words(page)


def _turns_without_consent(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("interviews/*/*.md")):
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        for name, about in (yaml.safe_load(front).get("speakers") or {}).items():
            if about.get("consent") in ("paraphrase", "none"):
                yield from re.findall(rf"^{re.escape(name)}: (.*)$", body, re.MULTILINE)


def test_figures_and_tables_are_numbered_one_by_one(page: html.HtmlElement) -> None:
    for kind, captions in (("Figur", page.xpath("//figcaption")), ("Tabell", page.xpath("//caption"))):
        numbers = [re.match(rf"{kind} (\d+)\. \S", words(each))[1] for each in captions]
        assert numbers == [str(number) for number in range(1, len(captions) + 1)]
        assert len(captions) > 10


def test_the_findings_follow_the_areas_and_say_every_theme_with_its_relation(
    page: html.HtmlElement, example: Path
) -> None:
    themes = yaml.safe_load((example / "synthesis/themes.yaml").read_text(encoding="utf-8"))
    chapters = page.xpath("//h2/text()")
    assert chapters[-6:] == [
        "Metode", "Spørreundersøkelsen", "Funn på tvers av casene", "Casene hver for seg", "Vedlegg", "Belegg",
    ]  # fmt: skip
    headings = [words(each) for each in page.xpath("//h4")]
    sentences = [f"{each['id']}. {each['sentence']['nb']}" for each in themes["themes"]]
    order = [each["id"] for each in themes["areas"]]
    expected = [
        sentence
        for area in order
        for sentence, theme in zip(sentences, themes["themes"], strict=True)
        if theme["area"] == area
    ]
    assert [heading for heading in headings if heading in sentences] == expected
    text = words(page)
    for theme in themes["themes"]:
        reason = theme["reason"]
        assert (reason if isinstance(reason, str) else reason["nb"]) in text
        assert f"{theme['id']} {theme['sentence']['en']}" in text
    assert "Notatene og kodingene er konstruert for demonstrasjon" in text


def test_the_word_file_has_the_same_headings_captions_and_links(document: Document) -> None:
    found = open_word(io.BytesIO(write(document, Form.docx, gate=NameGate())))
    headings = [block.text for block in document.headings]
    assert [p.text for p in found.paragraphs if p.style.name.startswith("Heading")] == headings
    body = found.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert {anchor for anchor in anchors if anchor is not None} <= marks
    assert anchors.count(None) > 100
    assert len(found.inline_shapes) == len([b for b in document.blocks if type(b).__name__ == "Figure"])
    for section in found.sections:
        room = section.page_width - section.left_margin - section.right_margin
        assert all(shape.width <= room for shape in found.inline_shapes)


@pytest.mark.program
def test_on_paper_no_heading_is_the_last_of_its_page(
    document: Document, tmp_path: Path, needs: Callable[[str], str]
) -> None:
    office, reader = needs("soffice"), needs("pdftotext")
    needs("lowriter")
    file = tmp_path / "report.docx"
    file.write_bytes(write(document, Form.docx, gate=NameGate()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=280,
    )  # fmt: skip
    done = subprocess.run(
        [reader, "-layout", str(file.with_suffix(".pdf")), "-"], check=True, capture_output=True
    )
    pages = done.stdout.decode().removesuffix("\f").split("\f")
    assert len(pages) > 20
    headings = {heading.text for heading in document.headings}
    captions, begun = re.compile(r"Tabell \d+\. "), False  # the contents name headings too
    for number, shown in enumerate(pages, 1):
        lines = [line.strip() for line in shown.split("\n") if line.strip()]
        if number == 1:
            continue  # a page for the title, without head and foot
        assert lines[-1].split() == [str(number), "/", str(len(pages))]
        assert lines[0] == document.title
        begun = begun or lines[1] == document.headings[0].text
        assert not begun or lines[-2] not in headings
        assert not captions.match(lines[-2])
    assert begun
    contents = re.findall(r"^ *(\S.*?) *\.{3,} *(\d+)$", pages[1], re.MULTILINE)
    assert [name for name, _ in contents[:3]] == ["Summary in English", "Metode", "Materialet"]
    assert contents[-1][0] == "Belegg"  # all of them on the one page
    for name, number in contents:
        assert name in {line.strip() for line in pages[int(number) - 1].split("\n")}, name


# studies that lack something


def shown(folder: Path, **wanted: object) -> tuple[str, list[str]]:
    """The report's words, and what was told beside it."""
    desk = desk_for(open_folder(folder), **wanted)
    made = put_together(desk, [step() for step in steps_of(desk, english_summary=True)])
    return words(html.document_fromstring(write(made, Form.html, gate=NameGate()).decode())), desk.troubles


def test_a_study_with_next_to_nothing_says_so_line_by_line(tmp_path: Path) -> None:
    text, troubles = shown(
        make_study(tmp_path / "s", codebook="", cases={}, sources={}, codings={}, coders=(), main_coder="")
    )
    for line in (
        "Studien har ingen kilder.", "Studien har ingen spørreundersøkelse.", "Studien har ingen kodebok.",
        "Ingenting er kodet.", "Studien har ingen temaer.", "Studien har ingen caser.",
        "Rapporten har ingen tall eller sitater å vise til.",
    ):  # fmt: skip
        assert line in text
    assert troubles == []


def test_one_case_without_survey_or_themes_still_has_its_report(tmp_path: Path) -> None:
    folder = make_study(
        tmp_path / "s", cases={"alta": "Alta"}, sources={"alta/fokusgruppe": "I1: Nei.\n"}, codings={}
    )
    text, troubles = shown(folder)
    assert "Materialet er 1 sett notater fra fokusgruppe fra 1 case." in text
    assert "2 informanter kommer til orde. Samtykke: 1 kan siteres og 1 kan bare gjengis." in text
    assert "Ingen sammendrag er skrevet for denne casen." in text
    assert troubles == []


def test_themes_that_cannot_be_read_are_one_line_in_their_place_and_one_beside(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s", files={"synthesis/themes.yaml": "themes: [\n"})
    text, troubles = shown(folder)
    (line,) = troubles
    assert line.startswith("synthesis/themes.yaml:")
    assert f"Dette kan ikke leses: {line}" in text
    assert "Kodeboken har 5 koder, 2 av dem på øverste nivå." in text


def test_answers_and_codes_that_cannot_be_read_are_not_called_missing(tmp_path: Path) -> None:
    folder = survey_study(tmp_path / "s", answers="a;b\n1;2\n")
    (folder / "codebook/codebook.yaml").write_text("codes: [", encoding="utf-8")
    text, troubles = shown(folder)
    assert len(troubles) == 1
    assert troubles[0].startswith("survey/responses.csv:1: there is no column respondent")
    assert "Svarene kan ikke leses." in text
    assert "Dette kan ikke leses: codebook/codebook.yaml:" in text
    assert "Studien har ingen kodebok" not in text
    text, (line,) = shown(
        survey_study(tmp_path / "t", answers=table(responses()).replace(",ja,", ",kanskje,", 2))
    )
    assert line == "survey/responses.csv has 2 things wrong, left out here; crosscase check names them"
    assert "86 svarte" in text


def test_without_responses_what_was_printed_stands_in_their_place(tmp_path: Path) -> None:
    published = """answers: "88"
figures:
  - {id: F1, question: F1, base: "88", shares: [{item: F1.nei, percent: "67"}, {item: F1.ja, percent: "33"}]}
"""
    text, _ = shown(survey_study(tmp_path / "s", answers="", published=published))
    assert "det som står om undersøkelsen, er det en rapport har trykt" in text
    assert "«Nei» er det vanligste svaret: 67 % (av 88, KI 57–76 %)" in text
    assert "survey/published.yaml F1.nei" in text
    text, _ = shown(survey_study(tmp_path / "t", answers=""))
    assert "er det en rapport har trykt" not in text
    assert "Svarene er ikke her." in text


def test_a_survey_that_cannot_be_read_leaves_the_rest(tmp_path: Path) -> None:
    folder = make_study(tmp_path / "s", files={"survey/questions.yaml": "questions: 7\n"})
    text, troubles = shown(folder)
    (line,) = troubles
    assert line.startswith("survey/questions.yaml:")
    assert text.count(f"Dette kan ikke leses: {line}") >= 2
    assert "Kodeboken har 5 koder" in text


def test_a_report_in_english_has_no_word_of_norwegian_and_small_bases_are_marked(tmp_path: Path) -> None:
    text, _ = shown(survey_study(tmp_path / "s", language="en"))
    assert "Summary in English" not in text
    assert "“No” is the most common answer: 67% (59 of 88, CI 57–76%)" in text
    assert (
        "with size “Large” answer “Yes” less often" not in text
    )  # told of the small ones, of whom there are but these two
    assert (
        "Municipalities with size “Small” answer “Yes” more often than the others together: 100% (8 of 8*, CI 68–100%)"
        in text
    )
    assert not re.search(r"\b(og|ikke|svarte|kommuner|Tabell|Figur)\b", text)


def test_only_the_chapters_asked_for_are_there_and_nothing_refers_to_the_others(tmp_path: Path) -> None:
    folder = survey_study(tmp_path / "s")
    desk = desk_for(open_folder(folder), chapters=("survey",))
    made = put_together(desk, [step() for step in steps_of(desk)])
    tree = html.document_fromstring(write(made, Form.html, gate=NameGate()).decode())
    assert tree.xpath("//h2/text()") == ["Spørreundersøkelsen", "Belegg"]
    assert not re.search(r"(i|under) [.,]", words(tree))
    with pytest.raises(StudyError, match=r"there is no chapter methods; did you mean method\?"):
        desk_for(open_folder(folder), chapters=("methods",))
    assert CHAPTERS == ("method", "survey", "findings", "cases", "appendix")


def test_a_report_never_lets_a_name_of_the_roster_out(tmp_path: Path) -> None:
    from crosscase.study.name_gate import open_gate

    folder = make_study(tmp_path / "s", files={
        "private/roster.yaml": "people:\n  - {name: Kari Nordmann, as: I9}\n",
        "memos/a.md": '---\nabout: study\ncoder: koder-a\ncreated: "2021-12-01T10:22:05Z"\n---\nSpør Kari Nordmann.\n',
    })  # fmt: skip
    made = study_report(open_folder(folder))
    for form in (Form.html, Form.docx):
        with pytest.raises(StudyError, match="holds a name of the roster"):
            write(made, form, gate=open_gate(folder))


def test_the_description_of_each_case_is_in_the_contents_and_its_evidence_says_who_and_where(
    page: html.HtmlElement, entries: dict[str, list[str]]
) -> None:
    listed = [words(each) for each in page.xpath("//nav[@class='contents']//li[@class='level-3']")]
    assert listed == ["Casebeskrivelse"] * 5
    told = [
        each for each in entries.values() if each[0].startswith("cases/skien.yaml") and "codings/" in each[1]
    ]
    assert told
    for *places, said in told:
        assert all(re.match(r"(cases|codings)/\S+ \w+$", each) for each in places)
        assert re.search(r"\blinje \d+", said)
        assert "Fokusgruppe Skien" in said or "Handlingsplan" in said
