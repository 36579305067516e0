"""Packets for tests of what informants are asked: a plain one, and one whose every text tries to get out of the page."""

from __future__ import annotations

from dataclasses import replace

from crosscase.casework.packets import Contact, Packet, PacketSection, PacketStatement

PACKET = Packet(
    "2fc170b5-d724-4799-a114-74e90287b173", "Kommunenes arbeid mot rasisme", "Konstruert for en prøve.", 2, "alta",
    "Alta", "I1", "nb", "2022-01-14", Contact("Kari Forsker", "kari@example.org", "900 00 000"), "Ola Nordmann",
    (
        PacketSection("utfordringsbildet", "Utfordringsbildet", (
            PacketStatement("aaaaaaaaa1", 1, "1.1", "Mangfoldet verdsettes, men rasisme forekommer."),
            PacketStatement(
                "aaaaaaaaa2", 3, "1.2", "Skjellsord lever videre, blant annet på nettet.",
                quotes=("Vi merker det mest på nettet.",), former="Skjellsord finnes.",
            ),
        )),
        PacketSection("tiltak", "Tiltak", (
            PacketStatement("aaaaaaaaa3", 2, "2.1", "Avtalen gjelder alle tjenester.", "ongoing"),
            PacketStatement("aaaaaaaaa4", 1, "2.2", "En skole vil lage en kampanje.", "planned"),
        )),
    ),
    "answered", True,
)  # fmt: skip

HOSTILE = (
    "<script>document.title='ran'</script>",
    "</script><script>document.title='ran'</script>",
    "</textarea></title></style><img src=x onerror=\"document.title='ran'\">",
    "\" autofocus onfocus=\"document.title='ran'\" x='",
    "' onmouseover='document.title=\"ran\"",
    "{{ 7*7 }}{% raw %} ${7*7} `${7*7}` &lt;b&gt; &#x3c; <!-- --> ]]>",
    "javascript:document.title='ran'",
    "\u202eabc\u2066def\u200f ghi",
    "\u05d0\u05d1\u05d2 Alta 12.3 \u05d3",
    "x" * 5000,
    "{case} {name} {} {0} %s",
    "linje én\nlinje to\u2028tre",
)


def hostile_packet() -> Packet:
    """A packet in which each text is one of `HOSTILE`, also where a machine reads it."""
    at = iter(range(10**6))

    def one() -> str:
        return HOSTILE[next(at) % len(HOSTILE)]

    sections = tuple(
        PacketSection(
            f"del-{part} {one()}",
            one(),
            tuple(
                PacketStatement(f"{part}{place} {one()}", 1, one(), one(), one(), (one(), one()), one())
                for place in range(3)
            ),
        )
        for part in range(4)
    )
    contact = Contact(one(), "</a>\"'<x@y.no?cc=z", one())
    return replace(
        PACKET, study_title=one(), notice=one(), case_name=one(), own_name=one(), contact=contact, deadline=one(),
        sections=sections,
    )  # fmt: skip
