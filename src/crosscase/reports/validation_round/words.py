"""The words of a round's report."""

from __future__ import annotations

from collections.abc import Mapping

from crosscase.reports.survey.words import words_in

_NB = {
    "report": "Rapport fra valideringsrunde {}", "and": "og", "short": "Kort sagt",
    "went to": "Runde {round} gikk til {informants} i {cases}: {names}.", "went to nobody": "Runden er ikke sendt til noen.",
    "deadline": "Svarfristen var {day}.", "deadline ahead": "Svarfristen er {day}.",
    "informant one": "{} informant", "informant many": "{} informanter", "case one": "{} case", "case many": "{} caser",
    "statement one": "{} utsagn", "statement many": "{} utsagn",
    "answered one": "{} har svart på alt", "answered many": "{} har svart på alt",
    "partly one": "{} har svart på noe", "partly many": "{} har svart på noe",
    "not answered one": "{} har ikke svart", "not answered many": "{} har ikke svart",
    "asked": "Informantene ble spurt om {statements}: {counts}.",
    "silence": "Et utsagn som ingen har svart på, er ikke bekreftet.",
    "confirmed one": "{} er bekreftet", "confirmed many": "{} er bekreftet",
    "corrected one": "{} er rettet", "corrected many": "{} er rettet",
    "disputed one": "{} er omstridt", "disputed many": "{} er omstridte",
    "unconfirmed one": "{} er ubekreftet", "unconfirmed many": "{} er ubekreftede",
    "open one": "{} er åpent", "open many": "{} er åpne",
    "state not answered one": "{} er ubesvart", "state not answered many": "{} er ubesvarte",
    "who": "Hvem som svarte", "who caption": "Informantene i runde {}", "informant": "informant", "case": "case",
    "sent": "sendt", "last answer": "siste svar", "how": "svarte på", "answers": "utsagn besvart", "stands": "status",
    "of": "{} av {}", "state answered": "svart", "state partly": "svart på noe", "state silent": "ikke svart",
    "overdue": "ikke svart, fristen er ute", "overdue partly": "svart på noe, fristen er ute",
    "word": "Word-skjema", "word-edits": "Word-fil med endringer", "html": "skjema i nettleser", "mail": "e-post",
    "page": "nettside", "telephone": "telefon", "meeting": "møte", "other": "annet",
    "what": "Hva som kom ut av det", "what caption": "Utsagnene i runde {}", "all": "i alt", "statements": "utsagn",
    "confirmed": "bekreftet", "corrected": "rettet", "disputed": "omstridt", "unconfirmed": "ubekreftet", "open": "åpent",
    "not answered": "ubesvart",
    "what note": "Bekreftet: Minst én informant sier at utsagnet er riktig, og ingen vil ha det annerledes. Rettet: Utsagnet "
    "er endret eller tatt ut etter svar. Omstridt: Informantene er uenige, eller en innvending er ikke fulgt. Ubekreftet: De "
    "som svarte, kunne ikke si om utsagnet er riktig, og det er beholdt. Åpent: Utsagnet er ikke avgjort, avgjørelsen er ikke "
    "satt i verk, eller det skal spørres om igjen. Ubesvart: Ingen har svart.",
    "given": "svar", "verdicts caption": "Svarene på utsagnene i runde {}",
    "verdicts note": "Det siste svaret fra hver informant er talt med. «Bare ord» er svar uten avkrysning.",
    "correct": "riktig", "changes": "riktig med endringer", "wrong": "feil", "cannot-say": "kan ikke si", "": "bare ord",
    "changed": "Hva som ble endret, og hvorfor", "none changed": "Ingen utsagn er endret etter svar i denne runden.",
    "is changed": "er endret.", "is withdrawn": "er tatt ut.", "the statement": "Utsagnet {}",
    "before": "Før: ", "after": "Nå: ", "was": "Utsagnet var: ",
    "marked": "Det som er tatt bort, står i kursiv. Det som er kommet til, står i halvfet skrift.",
    "reason": "Grunn: {}", "decided": "Avgjort av {by}{on}.", "on": " {day}",
    "disagree": "Der informantene er uenige", "none disagree": "Informantene er ikke uenige om noe utsagn.",
    "not followed": "Innvendinger som ikke er fulgt", "none not followed": "Alle innvendinger er fulgt, eller er ikke avgjort.",
    "undecided": "Dette er ikke avgjort.", "kept": "Utsagnet er beholdt.", "to change": "Utsagnet skal endres.",
    "to withdraw": "Utsagnet skal tas ut.", "to ask": "Informantene skal spørres igjen.",
    "late": "Et svar kom etter avgjørelsen.",
    "says": "{who}: {said}", "proposes": "Forslag: {}",
    "withheld": "(Ordene er ikke gjengitt, fordi informanten ikke har samtykket til å bli sitert.)",
    "additions": "Det informantene savner eller vil si i tillegg", "none additions": "Ingen har sagt at noe mangler.",
    "addition": "Mangler under «{section}»", "addition whole": "Mangler i beskrivelsen", "general": "Om helheten",
    "unmatched": "Kunne ikke knyttes til et utsagn",
    "taken in": "Tatt inn som foreslått utsagn.", "left out": "Tas ikke inn.", "to take in": "Skal tas inn.",
    "left": "Det som gjenstår", "none left": "Alt er avgjort.",
    "left decide": "Ikke avgjort: {}.", "left apply": "Avgjort, men ikke satt i verk: {}.",
    "left ask": "Skal spørres om igjen: {}.",
    "left silent": "Ingen har svart på: {}.", "left additions": "Tillegg som ikke er avgjort: {}.",
}  # fmt: skip

_EN = {
    "report": "Report on validation round {}", "and": "and", "short": "In short",
    "went to": "Round {round} went to {informants} in {cases}: {names}.", "went to nobody": "The round was sent to nobody.",
    "deadline": "Answers were due by {day}.", "deadline ahead": "Answers are due by {day}.",
    "informant one": "{} informant", "informant many": "{} informants", "case one": "{} case", "case many": "{} cases",
    "statement one": "{} statement", "statement many": "{} statements",
    "answered one": "{} has answered everything", "answered many": "{} have answered everything",
    "partly one": "{} has answered in part", "partly many": "{} have answered in part",
    "not answered one": "{} has not answered", "not answered many": "{} have not answered",
    "asked": "The informants were asked about {statements}: {counts}.",
    "silence": "A statement that nobody has answered is not confirmed.",
    "confirmed one": "{} is confirmed", "confirmed many": "{} are confirmed",
    "corrected one": "{} is corrected", "corrected many": "{} are corrected",
    "disputed one": "{} is disputed", "disputed many": "{} are disputed",
    "unconfirmed one": "{} is unconfirmed", "unconfirmed many": "{} are unconfirmed",
    "open one": "{} is open", "open many": "{} are open",
    "state not answered one": "{} is not answered", "state not answered many": "{} are not answered",
    "who": "Who answered", "who caption": "The informants of round {}", "informant": "informant", "case": "case",
    "sent": "sent", "last answer": "last answer", "how": "by way of", "answers": "statements answered", "stands": "status",
    "of": "{} of {}", "state answered": "answered", "state partly": "answered in part", "state silent": "not answered",
    "overdue": "not answered, overdue", "overdue partly": "answered in part, overdue",
    "word": "Word form", "word-edits": "Word file with changes", "html": "form in a browser", "mail": "e-mail",
    "page": "web page", "telephone": "telephone", "meeting": "meeting", "other": "other",
    "what": "What came of it", "what caption": "The statements of round {}", "all": "in all", "statements": "statements",
    "confirmed": "confirmed", "corrected": "corrected", "disputed": "disputed", "unconfirmed": "unconfirmed", "open": "open",
    "not answered": "not answered",
    "what note": "Confirmed: at least one informant says that the statement is correct, and nobody wants it otherwise. "
    "Corrected: the statement was changed or taken out after answers. Disputed: the informants disagree, or an objection was "
    "not followed. Unconfirmed: those who answered could not say whether it is correct, and it was kept. Open: not decided, "
    "decided and not carried out, or to be asked again. Not answered: nobody has answered.",
    "given": "answers", "verdicts caption": "The answers to the statements of round {}",
    "verdicts note": "The last answer of each informant is counted. “Words only” are answers without a tick.",
    "correct": "correct", "changes": "correct with changes", "wrong": "wrong", "cannot-say": "cannot say", "": "words only",
    "changed": "What was changed, and why", "none changed": "No statement was changed after answers in this round.",
    "is changed": "was changed.", "is withdrawn": "was taken out.", "the statement": "The statement {}",
    "before": "Before: ", "after": "Now: ", "was": "The statement was: ",
    "marked": "What was taken away is in italics. What was added is in bold.",
    "reason": "Reason: {}", "decided": "Decided by {by}{on}.", "on": " on {day}",
    "disagree": "Where the informants disagree", "none disagree": "The informants disagree on no statement.",
    "not followed": "Objections that were not followed",
    "none not followed": "All objections were followed, or are not decided on.",
    "undecided": "This is not decided.", "kept": "The statement is kept.", "to change": "The statement is to be changed.",
    "to withdraw": "The statement is to be taken out.", "to ask": "The informants are to be asked again.",
    "late": "An answer came after the decision.",
    "says": "{who}: {said}", "proposes": "Proposal: {}",
    "withheld": "(The words are not given, since the informant has not agreed to be quoted.)",
    "additions": "What the informants miss, or say besides", "none additions": "Nobody has said that anything is missing.",
    "addition": "Missing under “{section}”", "addition whole": "Missing in the description", "general": "On the whole",
    "unmatched": "Could not be placed with a statement",
    "taken in": "Taken in as a proposed statement.", "left out": "Not taken in.", "to take in": "To be taken in.",
    "left": "What is left to do", "none left": "Everything is decided.",
    "left decide": "Not decided: {}.", "left apply": "Decided, and not carried out: {}.", "left ask": "To be asked again: {}.",
    "left silent": "Nobody has answered: {}.", "left additions": "Additions that are not decided: {}.",
}  # fmt: skip


def round_words(language: str) -> Mapping[str, str]:
    """The words in a language: Norwegian for all Norwegian ones, English where there are no others."""
    return words_in({"nb": _NB, "en": _EN}, language)
