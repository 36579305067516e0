"""Mail as programs write it: its own words without what they quote, whatever the character set."""

from __future__ import annotations

import base64
import time

import pytest

from crosscase.reading.mail_message import read_mail
from crosscase.reading.mail_quotes import own_words

HEAD = b"From: kari@example.org\r\nTo: ola@example.org\r\nSubject: Re: svar\r\nDate: Mon, 10 Jan 2022 13:00:00 +0100\r\n"
WORDS = "Ærlig talt: 2.3 er feil."


def text_of(kind: bytes, body: bytes) -> str:
    return read_mail(HEAD + kind + b"\r\n" + body, "svar.eml").text.strip()


@pytest.mark.parametrize(
    "mail",
    [
        "Alt stemmer.\n\nman. 10. jan. 2022 kl. 10:00 skrev Ola Hansen <ola@example.org>:\n\n> Hei!\n> Stemmer det?\n",
        "Alt stemmer.\n\nOn Mon, Jan 10, 2022 at 10:00 AM Ola Hansen\n<ola@example.org> wrote:\n\n> Hei!\n>\n> x\n",
        "Alt stemmer.\n\nDen 10.01.2022 10:00 skrev\nOla Hansen:\n> Hei!\n-- \nKari\n",
        "Alt stemmer.\n\n________________________________\nFra: Ola <ola@example.org>\nSendt: mandag\nTil: Kari\n\nHei!\n",
        "Alt stemmer.\n\n-----Original Message-----\nFrom: Ola\nSent: Monday\nTo: Kari\nSubject: x\n\nHei!\n",
    ],
)
def test_the_mail_that_is_answered_is_not_ones_own_words(mail: str) -> None:
    assert own_words(mail) == "Alt stemmer."


@pytest.mark.parametrize(
    "mail",
    [
        "Se hva dere skrev i 2020:\nDet er feil.",
        "> 1.1 Rasismen merkes\nStemmer.\n> 1.2 Skolene\nFeil.",
        "Fra: et sted har vi hørt noe.\nTil slutt: takk.",
        "Jeg er enig i det dere skrev\n\nogså i 2.3",
    ],
)
def test_what_somebody_wrote_themselves_stays(mail: str) -> None:
    assert own_words(mail) == mail


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"Content-Type: text/plain; charset=iso-8859-1\r\n", WORDS.encode()),
        (b"Content-Type: text/plain; charset=utf-8\r\n", WORDS.encode("latin-1")),
        (b"Content-Type: text/plain; charset=us-ascii\r\n", WORDS.encode("cp1252")),
        (b"", WORDS.encode()),
        (
            b"Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n",
            base64.encodebytes(WORDS.encode("utf-16")),
        ),
        (
            b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n",
            "Ærlig talt: 2.3 \r\n er f \r\neil.".encode(),
        ),
        (b"Content-Type: multipart/mixed; boundary=b\r\n", WORDS.encode()),
        (b"Content-Type: text/html; charset=utf-8\r\n", f"<p>{WORDS}</p><script>x</script>".encode()),
    ],
)
def test_words_are_read_whatever_a_program_says_of_them(kind: bytes, body: bytes) -> None:
    assert text_of(kind, body) == WORDS


def test_what_a_page_quotes_has_the_sign_of_quoting() -> None:
    page = (
        '<div>Alt stemmer.</div><div class="gmail_quote">10. jan. 2022 kl. 10:00 skrev Ola &lt;ola@example.org&gt;:<br>'
        "<blockquote><p>Hei Kari!</p><blockquote>Innerst</blockquote></blockquote></div>"
    )
    text = text_of(b"Content-Type: text/html; charset=utf-8\r\n", page.encode())
    assert "> Hei Kari!" in text
    assert "> Innerst" in text
    assert own_words(text) == "Alt stemmer."


@pytest.mark.parametrize("line", [" \n", "> x\n", "Fra: x\n", "_____\n", "skrev 2022 \n", "a\n"])
def test_a_mail_of_many_lines_is_read_at_once(line: str) -> None:
    began = time.process_time()
    own_words(line * 50_000 + "x")
    assert time.process_time() - began < 5
