"""Word and Excel files are zip archives: the same parts always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from crosscase.documents.escaping import locale_of, xml_text

CORE = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip archive knows


def steady(archive: bytes, instead: Mapping[str, bytes]) -> bytes:
    """The archive anew, without the time and the machine it was made on.

    Args:
        instead: parts that are written in place of those of their names.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as made, zipfile.ZipFile(out, "w") as kept:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.create_system = 3
            part.external_attr = 0o600 << 16
            kept.writestr(part, instead.get(name, made.read(name)), zipfile.ZIP_DEFLATED, compresslevel=6)
    return out.getvalue()


def core_properties(title: str, language: str) -> bytes:
    """The part that says what a file is called: no author, no program, no time."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(xml_text(title))}</dc:title><dc:language>{locale_of(language)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()
