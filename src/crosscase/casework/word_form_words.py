"""The words that only the Word form and its mail have; those of every form are in `form_words`."""

from __future__ import annotations

from collections.abc import Mapping

_NB = {
    "greeting": "Hei, {name}!",
    "greeting nobody": "Hei!",
    "how tick": "Sett ett kryss for hvert utsagn: Klikk i ruten, eller skriv x foran svaret.",
    "how words": "Skriv i feltet til høyre hva som bør endres, eller hvorfor. Feltet vokser mens du skriver.",
    "how edit": "Er det lettere å skrive utsagnet slik det bør stå, så endre teksten der den står. Du trenger ikke spore "
    "endringene. Kommentarer går også bra.",
    "how open": "Du kan la utsagn stå uten kryss. Da regnes de som ubesvarte, ikke som riktige.",
    "how missing": "Etter hver del kan du skrive hva som mangler.",
    "how send": "Lagre filen, og send den som vedlegg til {to}.",
    "how send answer": "Lagre filen, og send den som vedlegg i et svar på e-posten som den kom med.",
    "deadline": "Svarfrist:",
    "contact": "Spørsmål?",
    "reference": "Referanse:",
    "reference why": "La denne linjen stå. Den sier oss hvilket skjema dette er.",
    "number": "Nr.", "statement": "Utsagn", "verdict": "Stemmer det?", "remark": "Hva bør endres, eller hvorfor?",
    "status": "Status: {status}",
    "end": "Til slutt",
    "missing whole": "Mangler det noe i beskrivelsen som helhet?",
    "general": "Er det noe mer du vil si?",
    "quoted": "«{words}»",
    "subject": "Stemmer beskrivelsen av {case}? Runde {round}",
    "mail ask": "Takk for at du lot deg intervjue. Vi har skrevet en beskrivelse av {case}, blant annet ut fra samtalen med "
    "deg. Før den brukes, ber vi deg lese den utsagn for utsagn og si hva som stemmer og hva som ikke gjør det.",
    "mail docx": "Skjemaet er vedlagt som Word-fil. Fyll det ut, lagre det, og send det tilbake som vedlegg i et svar på denne "
    "e-posten.",
    "mail html": "Skjemaet er vedlagt. Lagre vedlegget på maskinen, og åpne det i en nettleser. Når du er ferdig, "
    "lager skjemaet en svarfil, som du sender tilbake som vedlegg i et svar på denne e-posten.",
    "mail page": "Skjemaet ligger her:",
    "mail page own": "Lenken er din egen. Ikke send den videre.",
    "mail deadline": "Vi ber om svar innen {day}. Utsagn du ikke har svart på, regnes som ubesvarte, ikke som riktige.",
    "mail no deadline": "Utsagn du ikke har svart på, regnes som ubesvarte, ikke som riktige.",
    "mail contact": "Har du spørsmål, så ta kontakt.",
    "mail end": "Vennlig hilsen",
    "file": "beskrivelse-{case}-{informant}-runde-{round}",
}  # fmt: skip

_EN = {
    "greeting": "Dear {name},",
    "greeting nobody": "Hello,",
    "how tick": "Tick one box for each statement: click in it, or type x before the answer.",
    "how words": "Write on the right what should change, or why. The room grows as you write.",
    "how edit": "If it is easier to write the statement as it should be, change its text where it stands. You need not track "
    "the changes. Comments are fine, too.",
    "how open": "You may leave statements without a tick. They count as not answered then, not as correct.",
    "how missing": "After each section you can write what is missing.",
    "how send": "Save the file, and send it as an attachment to {to}.",
    "how send answer": "Save the file, and send it as an attachment in a reply to the e-mail that it came with.",
    "deadline": "Please answer by:",
    "contact": "Questions?",
    "reference": "Reference:",
    "reference why": "Please leave this line as it is. It tells us which form this is.",
    "number": "No.", "statement": "Statement", "verdict": "Is it right?", "remark": "What should change, or why?",
    "status": "Status: {status}",
    "end": "At the end",
    "missing whole": "Is anything missing in the description as a whole?",
    "general": "Is there more you want to say?",
    "quoted": "“{words}”",
    "subject": "Is the description of {case} right? Round {round}",
    "mail ask": "Thank you for the interview. We have written a description of {case}, in part from our talk with you. Before "
    "it is used we ask you to read it statement by statement, and to say what is right and what is not.",
    "mail docx": "The form is attached as a Word file. Fill it in, save it, and send it back as an attachment in a reply to "
    "this e-mail.",
    "mail html": "The form is attached. Save the attachment on your machine, and open it in a browser. When you have finished, "
    "the form makes an answer file, which you send back as an attachment in a reply to this e-mail.",
    "mail page": "The form is here:",
    "mail page own": "The link is yours alone. Please do not pass it on.",
    "mail deadline": "Please answer by {day}. Statements without an answer count as not answered, not as correct.",
    "mail no deadline": "Statements without an answer count as not answered, not as correct.",
    "mail contact": "If you have questions, please get in touch.",
    "mail end": "Kind regards",
    "file": "description-{case}-{informant}-round-{round}",
}  # fmt: skip


def word_form_words(language: str) -> Mapping[str, str]:
    """The words in a language, as `form_words.spoken` gives it."""
    return _NB if language == "nb" else _EN
