"""Mail as programs quote it: what the sender wrote stays, with what it answers; who wrote the rest does not."""

from __future__ import annotations

import time

import pytest

from crosscase.reading.mail_message import read_mail
from crosscase.reading.mail_quotes import own_words, whole_words

SAID = "Hei! 1.2 er feil: Det er tre skoler.\n\nHilsen Berit"
ORIGINAL = (
    "Hei, I1!\n\nStemmer beskrivelsen av Alta?\n\n1.1 Skolene melder om rasistiske utsagn hver uke.\n"
    "1.2 To skoler har en plan.\n\nVennlig hilsen\nKari Forsker"
)
QUOTED = "\n".join(f"> {line}".rstrip() for line in ORIGINAL.split("\n"))
KARI = "Kari Forsker <kari@example.org>"
SAYS = {
    "Gmail, nb": f"Den man. 23. nov. 2026 kl. 21:30 skrev {KARI}:\n\n",
    "Gmail, nb, older": f"man. 23. nov. 2026 kl. 21:30 skrev {KARI}:\n\n",
    "Gmail, en": f"On Mon, Nov 23, 2026 at 9:30\u202fPM {KARI} wrote:\n\n",
    "Gmail, en, wrapped": "On Mon, Nov 23, 2026 at 9:30 PM Kari Forsker\n<kari@example.org> wrote:\n\n",
    "Gmail, wrapped inside the date": f"Den man. 23. nov. 2026 kl.\n21:30 skrev {KARI}:\n\n",
    "Apple Mail, nb": f"Den 23. nov. 2026 kl. 21:30 skrev {KARI}:\n\n",
    "Apple Mail, nb, wrapped": "Den 23. nov. 2026 kl. 21:30 skrev Kari Forsker\n<kari@example.org>:\n\n",
    "Apple Mail, en": f"On 23 Nov 2026, at 21:30, {KARI} wrote:\n\n",
    "Apple Mail, itself quoted": f"> Den 23. nov. 2026 kl. 21:30 skrev {KARI}:\n>\n",
    "Thunderbird, nb": "På 23.11.2026 21:30, skrev Kari Forsker:\n",
    "Thunderbird, nb, den": "Den 23.11.2026 21:30, skrev Kari Forsker:\n",
    "Thunderbird, en": "On 11/23/26 21:30, Kari Forsker wrote:\n",
    "Yahoo, en": f"On Monday, November 23, 2026 at 09:30:12 PM GMT+1, {KARI} wrote:  \n\n",
}
QUOTING = {name: f"{line}{QUOTED}" for name, line in SAYS.items()} | {
    "Apple Mail, itself quoted": SAYS["Apple Mail, itself quoted"] + QUOTED.replace("> ", ">> ")
}
UNQUOTED = {
    "Outlook on the web, nb": f"________________________________\nFra: {KARI}\nSendt: mandag 23. november 2026 21:30\n"
    f"Til: Berit Moen <berit@example.org>\nEmne: Stemmer beskrivelsen?\n\n{ORIGINAL}",
    "Outlook on the web, en": f"________________________________\nFrom: {KARI}\nSent: Monday, November 23, 2026 9:30 PM\n"
    f"To: Berit Moen\nSubject: Is it right?\n\n{ORIGINAL}",
    "Outlook on a desktop, nb": f"Fra: {KARI} \nSendt: mandag 23. november 2026 21:30\nTil: Berit Moen\nKopi: Ola\n"
    f"Emne: Stemmer det?\n\n{ORIGINAL}",
    "Outlook on a desktop, en": f"-----Original Message-----\nFrom: {KARI} \nSent: Monday, November 23, 2026 9:30 PM\n"
    f"To: Berit\nSubject: x\n\n{ORIGINAL}",
    "Outlook, bold": f"*Fra:* {KARI}\n*Sendt:* mandag 23. november 2026 21:30\n*Til:* Berit\n\n{ORIGINAL}",
    "Outlook on a Mac": f"Fra: {KARI}\nDato: mandag 23. november 2026 21:30\nTil: Berit\nEmne: x\n\n{ORIGINAL}",
    "Yahoo, nb": f"    mandag 23. november 2026 kl. 21:30:12 CET skrev {KARI}:  \n \n {ORIGINAL}",
    "Yahoo, en": f"    On Monday, November 23, 2026 at 09:30:12 PM GMT+1, {KARI} wrote:  \n \n {ORIGINAL}",
}
EVERY = {f"{name}: quoted": mail for name, mail in QUOTING.items()} | UNQUOTED


@pytest.mark.parametrize("below", EVERY.values(), ids=EVERY)
def test_the_mail_that_is_answered_goes_with_who_wrote_it(below: str) -> None:
    assert own_words(f"{SAID}\n\n{below}\n") == SAID
    assert own_words(f"{SAID}\n\n-- \nBerit Moen\nAlta kommune\n\n{below}\n") == SAID
    whole = whole_words(f"{SAID}\n\n{below}\n")
    assert whole.startswith(SAID)
    assert "To skoler har en plan." in whole
    for told in ("kari@example.org", "Berit Moen", "2026", "21:30", "skrev", "wrote", "Fra:", "From:"):
        assert told not in whole


@pytest.mark.parametrize("says", SAYS.values(), ids=SAYS)
def test_answers_between_the_lines_keep_the_lines_they_answer(says: str) -> None:
    mail = (
        f"Svarene står under.\n\n{says}> Hei, I1!\n>\n> Stemmer beskrivelsen av Alta?\n>\n"
        "> 1.1 Skolene melder om rasistiske\n> utsagn hver uke.\n\nJa, minst.\n\n> 1.2 To skoler har en plan.\nNei, tre.\n"
        ">\n> Vennlig hilsen\n> Kari Forsker\n"
    )
    assert own_words(mail) == (
        "Svarene står under.\n\n> 1.1 Skolene melder om rasistiske\n> utsagn hver uke.\n\nJa, minst.\n\n"
        "> 1.2 To skoler har en plan.\nNei, tre."
    )


@pytest.mark.parametrize("says", SAYS.values(), ids=SAYS)
def test_an_answer_below_the_whole_mail_stands_alone(says: str) -> None:
    assert own_words(f"{says}{QUOTED}\n\n{SAID}\n") == SAID


def test_a_mail_that_quotes_an_answer_that_quotes_keeps_the_answer() -> None:
    mail = (
        "Ja.\n\nDen 24.11.2026 09:00, skrev Ola:\n> Hei, er det slik?\n>\n> Den 23.11.2026 21:30, skrev Kari:\n>> 1.1 Skolene.\n"
        "\n> 1.2 Planen.\nNei.\n"
    )
    assert own_words(mail) == "Ja.\n\n> 1.2 Planen.\nNei."


@pytest.mark.parametrize(
    "mail",
    [
        "Se hva dere skrev i 2020:\nDet er feil.",
        "Den 3. mai 2020 skrev kommunen:\nVi har en plan.",
        "Dere kan høre med Berit <berit@example.org>, hun skrev i 2020:\nVi har ingen plan.",
        "Fra: et sted har vi hørt noe.\nTil slutt: takk.",
        "Fra: 2019\nTil: 2022\n\ngjelder avtalen.",
        "Først dette.\n--\nSå dette.",
    ],
)
def test_what_somebody_wrote_themselves_stays(mail: str) -> None:
    assert own_words(mail) == mail
    assert whole_words(mail) == mail


PAGES = {
    "Gmail": '<div dir="ltr">1.2 er feil.</div><br><div class="gmail_quote"><div class="gmail_attr">Den man. 23. nov. 2026 '
    'kl. 21:30 skrev Kari Forsker &lt;<a href="mailto:kari@example.org">kari@example.org</a>&gt;:<br></div>'
    '<blockquote class="gmail_quote"><p>Hei, I1!</p><p>1.2 To skoler.</p></blockquote></div>',
    "Apple Mail": '<div>1.2 er feil.</div><div><br><blockquote type="cite"><div>Den 23. nov. 2026 kl. 21:30 skrev Kari Forsker '
    "&lt;kari@example.org&gt;:</div><br><div>Hei, I1!</div></blockquote></div>",
    "Outlook": '<div>1.2 er feil.</div><hr><div id="divRplyFwdMsg"><b>Fra:</b> Kari Forsker &lt;kari@example.org&gt;<br>'
    "<b>Sendt:</b> mandag 23. november 2026 21:30<br><b>Til:</b> Berit Moen<br><b>Emne:</b> x</div><div>Hei, I1!</div>",
    "Thunderbird": '<p>1.2 er feil.</p><div class="moz-cite-prefix">På 23.11.2026 21:30, skrev Kari Forsker:<br></div>'
    "<blockquote><p>Hei, I1!</p></blockquote>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_same_of_a_mail_that_is_a_page_alone(page: str) -> None:
    head = b"From: berit@example.org\r\nTo: kari@example.org\r\nSubject: Sv: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    assert read_mail(head + page.encode(), "svar.eml").own_text == "1.2 er feil."


@pytest.mark.parametrize(
    "line", [" \n", "> x\n", ">\n\n", "Fra: x\n", "_____\n", "skrev 2022:\n", "> Den 3. skrev a@b 2022:\nx\n"]
)
def test_a_mail_of_many_lines_is_read_at_once(line: str) -> None:
    began = time.process_time()
    own_words(line * 50_000 + "x")
    whole_words(line * 50_000 + "x")
    assert time.process_time() - began < 5
