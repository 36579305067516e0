"""PDFs that LibreOffice made give back the paragraphs they were made from."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from crosscase.reading.pdf import read_pdf
from crosscase.reading.taken import Taken

pytestmark = pytest.mark.program

SENTENCES = (
    "Kommunen har lenge arbeidet mot rasisme og diskriminering i skoler, barnehager og på nettet.",
    "Det er mangel på ressurser for å prioritere tiltak, og de som arbeider med dette, er ofte alene.",
    "Samarbeids\u00adavtalen med Sametinget har gitt et løft, men kompetanse\u00adutviklingen går sakte.",
    "I e-post til kommunene ble spørsmålet stilt på nytt, og svarene kom etter hvert.",
    "Skolene melder om rasistiske utsagn hver uke, og lærerne vet ikke alltid hva de skal gjøre.",
)
PARAGRAPHS = tuple(
    " ".join(SENTENCES[(seed + step * (seed % 3 + 1)) % len(SENTENCES)] for step in range(6))
    for seed in range(16)
)
ITEMS = (
    "første punkt i listen",
    "andre punkt, som er så langt at det må gå over flere linjer i et dokument av denne bredden, og brytes her",
)
CELLS = (
    ("Kommune", "År", "Tiltak"),
    ("Alta", "2021", "Opplæring av alle ansatte i skoler"),
    ("Skien", "2022", "Ingen"),
)
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)


def paragraph(words: str, more: str = "") -> str:
    return f'<text:p text:style-name="Body">{words}{more}</text:p>'


def heading(level: int, words: str) -> str:
    return f'<text:h text:style-name="H{level}" text:outline-level="{level}">{words}</text:h>'


def body() -> str:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        '<text:p text:style-name="Small">Noten sier hva som menes.</text:p></text:note-body></text:note>'
    )
    items = "".join(f"<text:list-item>{paragraph(item)}</text:list-item>" for item in ITEMS)
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Cell">{paragraph(cell)}</table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in CELLS
    )
    columns = (
        "".join(map(paragraph, PARAGRAPHS[3:7]))
        + heading(2, "Barrierer")
        + "".join(map(paragraph, PARAGRAPHS[7:12]))
    )
    return (
        heading(1, "Plan for mangfold og likeverd i kommunen")
        + "".join(map(paragraph, PARAGRAPHS[:3]))
        + f'<text:section text:style-name="Two" text:name="S">{heading(2, "Utfordringer")}{columns}</text:section>'
        + heading(1, "Tiltak")
        + paragraph("Her er en note", note + " som viser videre.")
        + f"<text:list>{items}</text:list>"
        + f'<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'
        + "".join(map(paragraph, PARAGRAPHS[12:]))
    )


def flat_document() -> str:
    def style(name: str, size: int, look: str = "", level: int = 0) -> str:
        outline = f' style:default-outline-level="{level}"' if level else ""
        return (
            f'<style:style style:name="{name}" style:family="paragraph"{outline}><style:paragraph-properties '
            f'fo:margin-bottom="0.2cm" fo:text-align="{"start" if level else "justify"}"/>'
            f'<style:text-properties fo:font-size="{size}pt"{look}/></style:style>'
        )

    bold = ' fo:font-weight="bold"'
    header = '<style:header-footer-properties fo:min-height="1cm" fo:margin-{}="0.5cm"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        + style("Body", 11) + style("Small", 9) + style("H1", 18, bold, 1) + style("H2", 14, bold, 2)
        + "</office:styles><office:automatic-styles>"
        '<style:style style:name="Two" style:family="section"><style:section-properties><style:columns '
        'fo:column-count="2" fo:column-gap="0.7cm"><style:column style:rel-width="1*" fo:end-indent="0.35cm"/>'
        '<style:column style:rel-width="1*" fo:start-indent="0.35cm"/></style:columns>'
        '</style:section-properties></style:style><style:style style:name="Cell" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
        '<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin="2cm"/>'
        f'<style:header-style>{header.format("bottom")}</style:header-style>'
        f'<style:footer-style>{header.format("top")}</style:footer-style></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="P"><style:header><text:p>Kommuneplan 2021</text:p></style:header>'
        '<style:footer><text:p>Side <text:page-number text:select-page="current">1</text:page-number> av '
        "<text:page-count>9</text:page-count></text:p></style:footer></style:master-page></office:master-styles>"
        f"<office:body><office:text>{body()}</office:text></office:body></office:document>"
    )  # fmt: skip


@pytest.fixture(scope="module")
def taken(needs: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Taken:
    folder: Path = tmp_path_factory.mktemp("pdf")
    (folder / "plan.fodt").write_text(flat_document(), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        needs("soffice"),
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        folder / "plan.fodt",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return read_pdf((folder / "plan.pdf").read_bytes(), "plan.pdf")


def test_every_paragraph_comes_back_in_its_order(taken: Taken) -> None:
    whole = [words.replace("\u00ad", "") for words in PARAGRAPHS]
    assert [line for line in taken.text.body.split("\n") if line] == [
        "Plan for mangfold og likeverd i kommunen",
        *whole[:3],
        "Utfordringer",
        *whole[3:7],
        "Barrierer",
        *whole[7:12],
        "Tiltak",
        "Her er en note[1] som viser videre.",
        *(f"- {item}" for item in ITEMS),
        *(" | ".join(row) for row in CELLS),
        *whole[12:],
        "[1] Noten sier hva som menes.",
    ]


def test_what_was_left_out_is_told(taken: Taken) -> None:
    assert {(one.what, one.words) for one in taken.left_out if one.what != "hyphen"} == {
        ("running head", "Kommuneplan 2021"),
        ("page number", "Side 1 av 3 … Side 3 av 3"),
    }
    assert {one.words for one in taken.left_out if one.what == "hyphen"} <= {
        "Samarbeidsavtalen",
        "kompetanseutviklingen",
    }


def test_headings_are_guessed_with_their_levels(taken: Taken) -> None:
    assert [(guess.level, guess.words) for guess in taken.guesses] == [
        (1, "Plan for mangfold og likeverd i kommunen"),
        (2, "Utfordringer"),
        (2, "Barrierer"),
        (1, "Tiltak"),
    ]
