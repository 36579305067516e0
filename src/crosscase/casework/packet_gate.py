"""The name gate of packets: no name of the roster goes to an informant, but their own in the greeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosscase.casework.packets import Packet
from crosscase.study.folder import Study
from crosscase.study.name_gate import open_gate


def let_out(study: Study, packets: Iterable[Packet]) -> None:
    """Look at every text of packets before any form is made of them.

    The informant's own name and whom they may ask are not looked at: both come from the contacts, for this purpose.

    Raises:
        StudyError: a text holds a name of the roster; the line says in whose packet and where.
    """
    gate = open_gate(study.root)
    for packet in packets:
        gate.check(texts_of_packet(packet))


def texts_of_packet(packet: Packet) -> Iterator[tuple[str, str]]:
    """Every text of the study that a packet holds, as (where it stands, text)."""
    whose = f"packet of {packet.case}/{packet.informant}"
    yield f"{whose}, title of the study", packet.study_title
    yield f"{whose}, notice", packet.notice
    yield f"{whose}, the case's name", packet.case_name
    yield f"{whose}, reference", f"{packet.case}/{packet.informant}"
    for section in packet.sections:
        yield f"{whose}, heading of {section.section}", section.title
        for statement in section.statements:
            where = f"{whose}, statement {statement.number}"
            yield where, statement.text
            yield f"{where}, former text", statement.former
            for quote in statement.quotes:
                yield f"{where}, quote", quote
