"""What stands in the mail that a packet goes out with."""

from __future__ import annotations

from crosscase.casework.form_words import day_in_words, earlier_in_words, spoken, words_of
from crosscase.casework.kept_packets import SUFFIXES
from crosscase.casework.mail import DOCX, HTML, Attachment, Mail, Party
from crosscase.casework.packets import Packet
from crosscase.casework.word_form_words import word_form_words
from crosscase.study.contacts import InformantContact
from crosscase.study.ids import slugify
from crosscase.study.validation_file import PacketForm

_KINDS = {"docx": DOCX, "html": HTML}


def letter(
    packet: Packet, to: InformantContact, form: PacketForm, content: bytes = b"", address: str = ""
) -> Mail:
    """The mail to an informant.

    Args:
        content: of the packet's file, for all but a page.
        address: of a page: the secret link.
    """
    language = spoken(packet.language)
    own = word_form_words(language)
    parts = [
        own["greeting"].format(name=packet.own_name) if packet.own_name else own["greeting nobody"],
        own["mail ask"].format(case=packet.case_name),
    ]
    if before := earlier_in_words(packet.earlier, packet.in_part, words_of(language)):
        parts.append(before)
    parts.append(own[f"mail {form}"] + (f"\n\n{address}\n\n{own['mail page own']}" if form == "page" else ""))
    day = day_in_words(packet.deadline, language)
    parts.append(own["mail deadline"].format(day=day) if day else own["mail no deadline"])
    if packet.notice:
        parts.append(packet.notice)
    contact = packet.contact
    parts.append(own["mail contact"])
    signed = (own["mail end"], contact.name, packet.study_title, contact.email, contact.phone)
    parts.append("\n".join(filter(None, signed)))
    attachments: tuple[Attachment, ...] = ()
    if form != "page":
        named = own["file"].format(case=packet.case, informant=slugify(packet.informant), round=packet.round)
        attachments = (Attachment(f"{named}.{SUFFIXES[form]}", _KINDS[form], content),)
    return Mail(
        Party(contact.name, contact.email), Party(to.name, to.email),
        own["subject"].format(case=packet.case_name, round=packet.round), "\n\n".join(parts) + "\n", attachments,
    )  # fmt: skip
