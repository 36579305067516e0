"""Word and LibreOffice files written by hand, part by part: nothing here goes through the code under test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_SPACES = (
    f'xmlns:office="{_ODF}office:1.0" xmlns:text="{_ODF}text:1.0" xmlns:table="{_ODF}table:1.0" '
    f'xmlns:draw="{_ODF}drawing:1.0" xmlns:style="{_ODF}style:1.0" xmlns:fo="{_ODF}xsl-fo-compatible:1.0" '
    f'xmlns:svg="{_ODF}svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def part(tag: str, content: str) -> str:
    """An XML part of a Word file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_SPACES}>{content}</w:{tag}>'


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_parts(body: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a Word file.

    Args:
        body: what stands in `w:body`.
        others: what stands in further parts, by the kind of their relation: `styles`, `footnotes`, `comments` ...
    """
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for place, kind in enumerate(others)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": (
            f'<Relationships {_RELATIONS}><Relationship Id="d" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f"<Relationships {_RELATIONS}>{relations}</Relationships>",
    }
    tags = {"header": "hdr", "footer": "ftr"}
    return parts | {
        f"word/{kind}.xml": part(tags.get(kind, kind), content) for kind, content in others.items()
    }


def word(body: str, **others: str) -> bytes:
    """A Word file; see `word_parts`."""
    return packed(word_parts(body, **others))


def p(content: str, properties: str = "") -> str:
    """A paragraph of a Word file; plain words become one run."""
    inner = content if "<" in content else f'<w:r><w:t xml:space="preserve">{content}</w:t></w:r>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of a Word file."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of a Word file; its cells hold paragraphs, or plain words."""
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell if '<' in cell else p(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{lines}</w:tbl>"


def style(name: str, content: str = "", *, shown: str = "", based_on: str = "", default: bool = False) -> str:
    """A paragraph's style of a Word file."""
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{first}><w:name w:val="{shown or name}"/>{above}{content}'
        "</w:style>"
    )


def odt_parts(body: str, styles: str = "", automatic: str = "", masters: str = "") -> dict[str, str | bytes]:
    """The parts of a LibreOffice text."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"{head}<office:document-content {_ODF_SPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        ),
        "styles.xml": (
            f"{head}<office:document-styles {_ODF_SPACES}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
        ),
        "META-INF/manifest.xml": f'{head}<m:manifest xmlns:m="{_ODF}manifest:1.0"/>',
    }


def odt(body: str, **others: str) -> bytes:
    """A LibreOffice text; see `odt_parts`."""
    return packed(odt_parts(body, **others))
