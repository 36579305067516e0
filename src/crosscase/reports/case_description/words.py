"""The words around case descriptions: of the document itself, of its footnotes, of marks, of the outline."""

from __future__ import annotations

from collections.abc import Mapping

_NB = {
    "description": "Casebeskrivelse", "descriptions": "Casebeskrivelser", "contents": "Innhold", "facts": "Fakta",
    "edition": "Utgave {mark}, {day}, {count}.", "edition undated": "Utgave {mark}, {count}.",
    "statement one": "{} utsagn", "statement many": "{} utsagn", "empty": "Casen er ikke beskrevet ennå.",
    "validated": "Validert i runde {rounds}, siste svar {day}: {answered} av {asked} informanter har svart, på til sammen "
    "{heard} av {all} utsagn. Nå er {states}.",
    "said confirmed": "{} bekreftet", "said corrected": "{} rettet", "said disputed": "{} omstridt",
    "said unconfirmed": "{} ubekreftet", "said open": "{} ikke avgjort", "said not answered": "{} ikke besvart",
    "unasked one": "{} utsagn er ikke forelagt informantene slik det står nå.",
    "unasked many": "{} utsagn er ikke forelagt informantene slik de står nå.",
    "note lines": "Linjene i notene er talt fra der kildens tekst begynner, slik arbeidsbenken viser dem.",
    "older one": "{} utsagn er eldre på {} enn på {}.", "older many": "{} utsagn er eldre på {} enn på {}.",
    "open": "Ikke avgjort etter runde {}: Det informantene har sagt, er ikke ferdig behandlet.",
    "disputed": "Omstridt i runde {}: Informantene er uenige, eller en innvending er ikke fulgt.",
    "status": "Status: {}.",
    "planned": "planlagt", "ongoing": "pågår", "done": "gjennomført", "ended": "avsluttet",
    "proposed": "Foreslått", "withdrawn": "Tatt ut", "retold": "{} (gjengitt med andre ord)",
    "none yet": "Ingen utsagn ennå.", "not in template": "{} (ikke i malen)",
    "line": "linje {}", "lines": "linje {}", "respondent": "respondent {}", "rests on": "hviler på {}", "version": "versjon {}",
    "quote one": "{} sitat", "quote many": "{} sitater", "and": "og",
    "mark": "Merk: {}.",
    "no-evidence": "uten belegg", "gone": "belegget {about} finnes ikke lenger",
    "elsewhere": "belegget {about} hører til en annen case",
    "lost": "belegget {about} har mistet ordene sine", "no-consent": "belegget {about} har ord fra noen som ikke har samtykket",
    "quoted": "gjengir ordrett noe som bare kan omtales ({about})", "unknown-section": "avsnittet er ikke i malen",
    "changed": "ordene i {about} er endret", "reworded": "belegget {about} har andre ord nå",
    "recoded": "belegget {about} har en annen kode nå", "paraphrase": "{about} kan bare gjengis med andre ord",
    "one-informant": "hviler på {about} alene", "key-unused": "nøkkelsitater som ikke er brukt: {about}",
    "code-unused": "ingen utsagn hviler på {about}", "too-short": "avsnittet er kortere enn malen ber om",
    "too-long": "avsnittet er lengre enn malen ber om", "no-section-text": "avsnittet har ingen tekst",
    "translation": "teksten på {about} mangler eller er eldre enn den på et annet språk",
    "no-text": "mangler tekst på studiens språk", "unknown-code": "{about} er ingen kode",
    "unknown-item": "{about} finnes ikke i undersøkelsen", "same-id": "et utsagn i {about} har samme id",
    "odd-id": "id-en kan ikke brukes; bare bokstaver og tall",
    "draft": "Disposisjon", "drafts how": "Det som er kodet, ordnet etter malens avsnitt og deres koder. Ingenting er lagt til.",
    "one code": "Kode: {}.", "codes": "Koder: {}.",
    "no codes": "Avsnittet hviler ikke på noen koder.", "length": "Omfang: {least}–{most} ord.",
    "own answers": "Casens egne svar på undersøkelsen", "question": "Spørsmål", "answer": "Svar", "no answer": "–",
    "no quotes": "Ingen sitater.", "no quotes code": "Ingen sitater er kodet med {}.",
    "unplaced": "Sitater som ikke hører til noe avsnitt",
    "used in": "brukt i {}", "key": "★ nøkkelsitat", "only paraphrase": "kan bare gjengis med andre ord",
    "consent unknown": "samtykke ikke ført opp; kan bare gjengis med andre ord",
    "withheld": "[uten samtykke; ordene vises ikke]", "lost words": "ordene står ikke lenger i teksten",
    "themes in": "Utsagn som hviler på de samme sitatene: ",
}  # fmt: skip
_EN = {
    "description": "Case description", "descriptions": "Case descriptions", "contents": "Contents", "facts": "Facts",
    "edition": "Edition {mark}, {day}, {count}.", "edition undated": "Edition {mark}, {count}.",
    "statement one": "{} statement", "statement many": "{} statements", "empty": "The case has not been described yet.",
    "validated": "Validated in round {rounds}, last answer {day}: {answered} of {asked} informants have answered, {heard} of "
    "{all} statements between them. Now {states}.",
    "said confirmed": "{} confirmed", "said corrected": "{} corrected", "said disputed": "{} disputed",
    "said unconfirmed": "{} unconfirmed", "said open": "{} not settled", "said not answered": "{} not answered",
    "unasked one": "{} statement has not been put to the informants as it stands now.",
    "unasked many": "{} statements have not been put to the informants as they stand now.",
    "note lines": "Lines in the notes are counted from where the text of the source begins, as the workbench shows them.",
    "older one": "{} statement is older in {} than in {}.", "older many": "{} statements are older in {} than in {}.",
    "open": "Not settled after round {}: what informants said has not been dealt with in full.",
    "disputed": "Disputed in round {}: informants disagree, or an objection was not followed.",
    "status": "Status: {}.",
    "planned": "planned", "ongoing": "ongoing", "done": "done", "ended": "ended",
    "proposed": "Proposed", "withdrawn": "Taken out", "retold": "{} (paraphrased)", "none yet": "No statements yet.",
    "not in template": "{} (not in the template)",
    "line": "line {}", "lines": "lines {}", "respondent": "respondent {}", "rests on": "rests on {}", "version": "version {}",
    "quote one": "{} quote", "quote many": "{} quotes", "and": "and",
    "mark": "Note: {}.",
    "no-evidence": "rests on nothing", "gone": "evidence {about} is gone", "elsewhere": "evidence {about} is of another case",
    "lost": "evidence {about} has lost its words", "no-consent": "evidence {about} has words of somebody who has not consented",
    "quoted": "quotes word for word what may only be paraphrased ({about})",
    "unknown-section": "the section is not in the template",
    "changed": "the words of {about} were edited", "reworded": "evidence {about} has other words now",
    "recoded": "evidence {about} has another code now", "paraphrase": "{about} may only be paraphrased",
    "one-informant": "leans on {about} alone", "key-unused": "key quotes that are not used: {about}",
    "code-unused": "no statement rests on {about}", "too-short": "the section is shorter than the template asks for",
    "too-long": "the section is longer than the template asks for", "no-section-text": "the section has no text",
    "translation": "its text in {about} is missing or older than that in another language",
    "no-text": "has no text in the language of the study", "unknown-code": "{about} is no code",
    "unknown-item": "{about} is not in the survey", "same-id": "a statement of {about} has the same id",
    "odd-id": "its id cannot be used; letters and digits alone",
    "draft": "Outline", "drafts how": "What is coded, under the sections of the template and their codes. Nothing is added.",
    "one code": "Code: {}.", "codes": "Codes: {}.",
    "no codes": "The section rests on no codes.", "length": "Length: {least}–{most} words.",
    "own answers": "The case's own answers to the survey", "question": "Question", "answer": "Answer", "no answer": "–",
    "no quotes": "No quotes.", "no quotes code": "No quotes are coded {}.",
    "unplaced": "Quotes that belong to no section",
    "used in": "used in {}", "key": "★ key quote", "only paraphrase": "may only be paraphrased",
    "consent unknown": "consent not noted; may only be paraphrased",
    "withheld": "[no consent; the words are not shown]", "lost words": "the words no longer stand in the text",
    "themes in": "Statements that rest on the same quotes: ",
}  # fmt: skip


def case_words(language: str) -> Mapping[str, str]:
    """The words in a language: Norwegian for the Norwegian ones, English for every other."""
    return _NB if language in ("nb", "nn", "no") else _EN


def many(language: str, key: str, number: int, *more: str) -> str:
    """A count with its noun, and what else stands in the words: `1 sitat`, `4 sitater`."""
    return case_words(language)[f"{key} {'one' if number == 1 else 'many'}"].format(number, *more)
