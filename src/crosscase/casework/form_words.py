"""The words of the form that informants answer, in the languages it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NB = {
    "title": "Stemmer beskrivelsen av {case}?",
    "to": "Til {name}",
    "round": "Runde {round}",
    "ask": "Vi har skrevet en beskrivelse av {case}, blant annet ut fra samtalen med deg. Før den brukes, ber vi deg lese "
    "den utsagn for utsagn og si hva som stemmer og hva som ikke gjør det.",
    "answered": "Du har svart på beskrivelsen før.",
    "silent": "Du fikk beskrivelsen før, men vi har ikke fått svar fra deg.",
    "others": "Andre har fått beskrivelsen før.",
    "in part": "Nå spør vi bare om det som er nytt eller endret siden forrige runde, og det vi må spørre om igjen.",
    "how": "Slik gjør du",
    "how choose": "Velg ett av fire svar for hvert utsagn. Er det noe som bør endres, kan du skrive hva, eller skrive "
    "teksten om.",
    "how open": "Du kan la utsagn stå ubesvart. Det regnes ikke som at de er riktige.",
    "how missing": "Etter hver del kan du skrive hva som mangler.",
    "how file": "Det du skriver, lagres i denne nettleseren på denne maskinen, så du kan ta pauser. Ingenting sendes av "
    "seg selv: Til slutt får du en svarfil, som du sender til oss.",
    "how served": "Det du skriver, lagres underveis, så du kan ta pauser og komme tilbake med den samme lenken. Vi leser "
    "svarene når du har sendt dem.",
    "how plain": "Det du skriver, lagres når du trykker på en av knappene nederst. Etterpå kan du komme tilbake med den "
    "samme lenken.",
    "deadline": "Svarfrist: {day}",
    "contact": "Spørsmål? Ta kontakt med",
    "no script": "Skjemaet kan ikke lage svarfilen her, fordi skript er slått av. Åpne filen i en vanlig nettleser. Du kan "
    "også skrive den ut og fylle den ut for hånd, eller skrive svarene i en e-post med numrene på utsagnene.",
    "statement": "Utsagn {number}",
    "planned": "planlagt", "ongoing": "pågår", "done": "gjennomført", "ended": "avsluttet",
    "former": "Da du fikk det sist, sto det:",
    "quotes": "Dine ord som ligger til grunn:",
    "verdict": "Ditt svar",
    "correct": "Riktig", "changes": "Riktig med endringer", "wrong": "Feil", "cannot-say": "Kan ikke si",
    "remark": "Hva bør endres, eller hvorfor?",
    "anew": "Skriv gjerne teksten slik den bør stå",
    "fetch": "Hent teksten hit",
    "clear": "Fjern svaret",
    "missing": "Mangler det noe under «{title}»?",
    "general title": "Beskrivelsen som helhet",
    "missing whole": "Mangler det noe i beskrivelsen som helhet?",
    "general": "Er det noe mer du vil si?",
    "finish": "Se over og send",
    "finish file": "Se over og lag svarfilen",
    "review": "Se over svarene",
    "save": "Lagre utkast",
    "review title": "Før du sender",
    "counts": "{answered} av {all} utsagn er besvart.",
    "open": "Disse er ubesvarte:",
    "bare": "Her svarte du «riktig med endringer» eller «feil» uten å skrive hva som bør endres:",
    "all there": "Alle utsagn er besvart.",
    "may send": "Du kan sende likevel. Ubesvarte utsagn regnes som ubesvarte, ikke som riktige.",
    "download": "Last ned svarfilen",
    "send": "Send svarene",
    "back": "Tilbake til utsagnene",
    "done file": "Send svarfilen til oss",
    "done file named": "Nettleseren har nå lagret filen {file}, vanligvis i mappen for nedlastinger.",
    "done file send": "Send den som vedlegg til {to}.",
    "done file answer": "Send den som vedlegg i et svar på e-posten som dette skjemaet kom med.",
    "done file again": "Vil du endre noe etterpå, så gjør det her, lag svarfilen på nytt og send den. Den siste gjelder.",
    "copy title": "Får du ikke tak i filen?",
    "copy": "Kopier teksten under og lim den inn i e-posten i stedet.",
    "copy label": "Svarene som tekst",
    "copy button": "Kopier teksten",
    "copied": "Teksten er kopiert.",
    "forget": "Slett utkastet i denne nettleseren",
    "forget ask": "Slette alt du har skrevet her? Svarfiler som du har lastet ned, blir ikke slettet.",
    "forgotten": "Utkastet er slettet.",
    "stage saved": "Utkastet er lagret. Svarene er ikke sendt ennå.",
    "stage sent": "Takk! Svarene er mottatt.",
    "stage again": "Du kan endre dem fram til fristen og sende på nytt. De siste gjelder.",
    "stage again open": "Du kan endre dem og sende på nytt. De siste gjelder.",
    "stage stale": "Ikke lagret: Det er skrevet i skjemaet fra et annet vindu siden denne siden ble åpnet. Det du skrev, "
    "står her. Lagrer eller sender du nå, erstatter det som står her, det som er lagret.",
    "at": "Tidspunkt: {time}",
    "bar": "{answered} av {all} besvart",
    "progress": "Besvarte utsagn",
    "next": "Neste ubesvarte",
    "none open": "Alle utsagn er besvart.",
    "restored": "Utkastet fra {time} er hentet fram.",
    "kept": "Utkast lagret {time}",
    "cannot keep": "Nettleseren lar ikke skjemaet lagre utkast. Ikke lukk siden før du har lastet ned svarfilen.",
    "saving": "Lagrer …",
    "saved": "Lagret {time}",
    "not saved": "Ikke lagret ennå: Vi får ikke kontakt med serveren. Vi prøver igjen. La siden stå åpen.",
    "not sent": "Svarene er ikke sendt: Vi får ikke kontakt med serveren. Prøv igjen om litt.",
    "saved not sent": "Utkastet er lagret, men svarene er ikke sendt. Send dem på nytt.",
    "changed since": "Endret etter at du sendte: Husk å sende på nytt.",
    "gone": "Lenken gjelder ikke lenger, og det siste du skrev, er ikke lagret. Kopier det nederst på siden og ta kontakt.",
    "too long": "Ikke lagret: Svarene er for lange. Kort dem ned, eller ta kontakt.",
    "refused": "Ikke lagret: Serveren tok ikke imot svarene. Ta kontakt.",
    "stale": "Ikke lagret: Det er skrevet i skjemaet fra et annet vindu eller en annen maskin.",
    "stale keep": "Behold det som står her",
    "stale load": "Hent det som er lagret",
    "unsent": "Det siste du skrev, er ikke lagret ennå.",
    "subject": "Svar på beskrivelsen av {case}, runde {round}",
    "file": "svar-{case}-{informant}-runde-{round}.json",
}  # fmt: skip

_EN = {
    "title": "Is the description of {case} right?",
    "to": "To {name}",
    "round": "Round {round}",
    "ask": "We have written a description of {case}, in part from our talk with you. Before it is used we ask you to read "
    "it statement by statement, and to say what is right and what is not.",
    "answered": "You have answered this description before.",
    "silent": "You got this description before, and we have had no answer from you.",
    "others": "Others were sent this description before.",
    "in part": "Now we ask only about what is new or has changed since the round before, and what we have to ask again.",
    "how": "What to do",
    "how choose": "Choose one of four answers to each statement. Where something should change you can say what, or write "
    "the text anew.",
    "how open": "You may leave statements unanswered. They do not count as correct then.",
    "how missing": "After each section you can write what is missing.",
    "how file": "What you write is kept in this browser on this machine, so you can take breaks. Nothing is sent by itself: "
    "at the end you get an answer file, which you send to us.",
    "how served": "What you write is saved as you go, so you can take breaks and come back by the same link. We read your "
    "answers once you have sent them.",
    "how plain": "What you write is saved when you press one of the buttons at the bottom. You can come back by the same "
    "link afterwards.",
    "deadline": "Please answer by {day}",
    "contact": "Questions? Get in touch with",
    "no script": "The form cannot make the answer file here, because scripts are switched off. Open the file in an ordinary "
    "browser. You can also print it and fill it in by hand, or write your answers in an e-mail with the statements’ numbers.",
    "statement": "Statement {number}",
    "planned": "planned", "ongoing": "ongoing", "done": "done", "ended": "ended",
    "former": "When you last got it, it read:",
    "quotes": "Your own words that it rests on:",
    "verdict": "Your answer",
    "correct": "Correct", "changes": "Correct with changes", "wrong": "Wrong", "cannot-say": "Cannot say",
    "remark": "What should change, or why?",
    "anew": "If you like, write the text as it should be",
    "fetch": "Fetch the text here",
    "clear": "Take the answer back",
    "missing": "Is anything missing under “{title}”?",
    "general title": "The description as a whole",
    "missing whole": "Is anything missing in the description as a whole?",
    "general": "Is there anything more you want to say?",
    "finish": "Look over and send",
    "finish file": "Look over and make the answer file",
    "review": "Look over the answers",
    "save": "Save draft",
    "review title": "Before you send",
    "counts": "{answered} of {all} statements are answered.",
    "open": "These are not answered:",
    "bare": "Here you answered “correct with changes” or “wrong” and did not write what should change:",
    "all there": "All statements are answered.",
    "may send": "You can send all the same. What is not answered counts as not answered, not as correct.",
    "download": "Download the answer file",
    "send": "Send the answers",
    "back": "Back to the statements",
    "done file": "Send us the answer file",
    "done file named": "The browser has now saved the file {file}, most often in the folder of downloads.",
    "done file send": "Send it as an attachment to {to}.",
    "done file answer": "Send it as an attachment in a reply to the e-mail that this form came with.",
    "done file again": "To change something later, change it here, make the answer file again and send it. The last one "
    "counts.",
    "copy title": "Can you not find the file?",
    "copy": "Copy the text below and paste it into the e-mail instead.",
    "copy label": "The answers as text",
    "copy button": "Copy the text",
    "copied": "The text is copied.",
    "forget": "Delete the draft in this browser",
    "forget ask": "Delete all you have written here? Answer files that you have downloaded are not deleted.",
    "forgotten": "The draft is deleted.",
    "stage saved": "The draft is saved. The answers are not sent yet.",
    "stage sent": "Thank you! Your answers have arrived.",
    "stage again": "You can change them until the deadline and send again. The last ones count.",
    "stage again open": "You can change them and send again. The last ones count.",
    "stage stale": "Not saved: the form was written in from another window since this page was opened. What you wrote stands "
    "here. If you save or send now, what stands here replaces what is saved.",
    "at": "Time: {time}",
    "bar": "{answered} of {all} answered",
    "progress": "Answered statements",
    "next": "Next unanswered",
    "none open": "All statements are answered.",
    "restored": "The draft of {time} is back.",
    "kept": "Draft kept {time}",
    "cannot keep": "The browser does not let the form keep a draft. Do not close the page before you have downloaded the "
    "answer file.",
    "saving": "Saving …",
    "saved": "Saved {time}",
    "not saved": "Not saved yet: the server cannot be reached. We are trying again. Leave the page open.",
    "not sent": "The answers are not sent: the server cannot be reached. Try again in a while.",
    "saved not sent": "The draft is saved, and the answers are not sent. Send them again.",
    "changed since": "Changed since you sent it: remember to send again.",
    "gone": "The link is no longer valid, and what you wrote last is not saved. Copy it at the bottom of the page and get "
    "in touch.",
    "too long": "Not saved: the answers are too long. Shorten them, or get in touch.",
    "refused": "Not saved: the server did not take the answers. Please get in touch.",
    "stale": "Not saved: the form was written in from another window or another machine.",
    "stale keep": "Keep what stands here",
    "stale load": "Load what is saved",
    "unsent": "What you wrote last is not saved yet.",
    "subject": "Answers about the description of {case}, round {round}",
    "file": "answers-{case}-{informant}-round-{round}.json",
}  # fmt: skip

_MONTHS = {
    "nb": ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip

_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def spoken(language: str) -> str:
    """The language in which the form itself speaks: Norwegian Bokmål to Norwegians, else English."""
    return "nb" if language.lower().partition("-")[0] in ("nb", "nn", "no") else "en"


def words_of(language: str) -> Mapping[str, str]:
    """The words in a language, as `spoken` gives it."""
    return _NB if language == "nb" else _EN


def day_in_words(day: str, language: str) -> str:
    """`2022-01-14` as people write it; anything else as it is."""
    if (match := _DAY.fullmatch(day)) is None:
        return day
    month = _MONTHS[language][int(match[2]) - 1]
    return f"{int(match[3])}{'.' if language == 'nb' else ''} {month} {match[1]}"


def earlier_in_words(earlier: str, in_part: bool, words: Mapping[str, str]) -> str:
    """What went before the packet, as far as it is true of this informant; empty in a first round.

    Args:
        earlier: as `packets.Earlier`.
        in_part: only what is new, changed or open is asked of.
    """
    said = [words[earlier]] if earlier else []
    return " ".join([*said, words["in part"]] if in_part else said)
