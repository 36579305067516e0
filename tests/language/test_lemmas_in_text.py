"""Base forms by a trained pipeline: a word counts by the base form of its sentence, the same wherever it is worked out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import spacy

from crosscase.__main__ import main
from crosscase.language import keywords, lemma_matching, lemmas_in_text
from crosscase.language.keywords import Entry, KeywordMatcher
from crosscase.language.lemma_matching import LemmaMatcher, matches_in
from crosscase.language.lemmas_in_text import doubts_of, trained_used
from crosscase.language.pipeline import open_pipeline
from crosscase.language.spread import spread
from crosscase.study.problems import StudyError
from studies import make_study

INIT = """
from spacy.util import load_model_from_init_py


def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""
FITS = f">={spacy.__version__},<{spacy.__version__}.1"
NAME = "nb_core_news_tiny"
USED = f"spaCy {spacy.__version__} {NAME} 1.2.3"
# no dictionary can tell: only what stands before it says which word it is
BODY = "# Skolene\n\nI1: Kursen gikk feil vei. 🙂 En båt holder kursen. Vi har kursen om rasisme.\nI1: Nå kursen, takk.\n"
BOOK = """codes:
  - id: c000000001
    code: training
    name: {nb: "Opplæring"}
    keywords: ["opplæring", "opplæring om rasisme"]
"""


def forget() -> None:
    for made in (
        open_pipeline, lemmas_in_text._adding, keywords.made_once, lemma_matching._matcher,
    ):  # fmt: skip
        made.cache_clear()


@pytest.fixture(autouse=True)
def opened_anew() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Puts a pipeline where this and other processes find it: after *har*, *kursen* is a form of *opplæring*."""

    def put(fits: str = FITS) -> str:
        nlp = spacy.blank("nb")
        nlp.add_pipe("attribute_ruler").add(
            patterns=[[{"LOWER": "har"}, {"LOWER": "kursen"}]], attrs={"LEMMA": "Opplæring"}, index=1
        )
        site = tmp_path / "site"
        folder = site / NAME
        folder.mkdir(parents=True)
        nlp.to_disk(folder / f"{NAME}-1.2.3")
        for where in (folder, folder / f"{NAME}-1.2.3"):
            meta = {"lang": "nb", "name": "core_news_tiny", "version": "1.2.3", "spacy_version": fits}
            (where / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
        (folder / "__init__.py").write_text(INIT, encoding="utf-8")
        info = site / f"{NAME}-1.2.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.2.3\n")
        (info / "entry_points.txt").write_text(f"[spacy_models]\n{NAME} = {NAME}\n")
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")]))
        monkeypatch.delitem(sys.modules, NAME, raising=False)
        return str(site)

    return put


def searched(pattern: str, body: str, trained: str, exact: bool = False) -> list[tuple[int, str, str]]:
    hits = LemmaMatcher(pattern, "nb", exact, trained).find(body)
    return [(hit.start, body[hit.start : hit.end], hit.kind) for hit in hits]


def test_a_word_counts_by_the_base_form_of_its_sentence_in_searches_and_for_keywords(install) -> None:
    install()
    used = trained_used("nb")
    assert used == USED
    place = BODY.index("kursen om")
    assert searched("opplæring", BODY, used) == [(place, "kursen", "form")]
    assert searched("opplæring", BODY, "") == []
    # in a row, also with words the dictionary knows, and over what is made of other letters
    assert searched("ha opplæring om", BODY, used) == [(place - 4, "har kursen om", "form")]
    assert searched("opplæring rasisme", BODY, used) == []
    wide = "De\u0301r. \u00ad De ﬁnner vi 👍🏽 har kursen."
    assert searched("opplæring", wide, used) == [(wide.index("kursen"), "kursen", "form")]
    assert searched("Opplæring", BODY, used, exact=True) == []
    # what the dictionary knows of the same word still counts
    assert [word for _, word, _ in searched("kurs", BODY, used)] == ["Kursen", "kursen", "kursen", "kursen"]
    matcher = KeywordMatcher([Entry("a", ("opplæring",)), Entry("b", ("opplæring om rasisme",))], "nb", used)
    assert [(hit.start, hit.code, hit.form, hit.kind) for hit in matcher.find(BODY)] == [
        (place, "a", "kursen", "form"),
        (place, "b", "kursen om rasisme", "form"),
    ]
    assert matcher.used.endswith(f", {USED}")
    refusing = KeywordMatcher([Entry("a", ("opplæring",), (), ("kursen",))], "nb", used)
    assert refusing.find(BODY) == []


def test_words_the_pipeline_says_nothing_new_of_are_found_as_without_it(install) -> None:
    install()
    bodies = [
        BODY,
        "Skolene mangler ressurser.\n\nBarneskolen har kursen, skoler har ressursmangel",
        "",
        "\n \n",
    ]
    for pattern in ("skole", "ressurs", "mangle ressurs", "kurs", "har kurs"):
        for body in bodies:
            assert searched(pattern, body, trained_used("nb")) == searched(pattern, body, "")


def test_other_processes_give_the_same(install) -> None:
    install()
    setup = ("opplæring", "nb", False, trained_used("nb"))
    chunks = [[BODY], ["Ingen.", "De har kursen"], []]
    here = [matches_in(setup, chunk) for chunk in chunks]
    assert [[len(found) for found in each] for each in here] == [[1], [0, 1], []]
    task = "crosscase.language.lemma_matching:matches_in"
    assert list(spread(task, setup, chunks, jobs=2)) == here
    entries = (Entry("a", ("opplæring",)),)
    task = "crosscase.language.keywords:hits_in"
    [[[hit]]] = spread(task, (entries, "nb", USED), [[BODY]], jobs=2)
    assert BODY[hit.start :].startswith("kursen om")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_with_no_such_pipeline_refuses_in_one_line(jobs: int) -> None:
    assert trained_used("nb") == ""
    for task, setup in (
        ("crosscase.language.lemma_matching:matches_in", ("opplæring", "nb", False, USED)),
        ("crosscase.language.keywords:hits_in", ((Entry("a", ("opplæring",)),), "nb", USED)),
    ):
        with pytest.raises(StudyError) as refused:
            list(spread(task, setup, [[BODY]], jobs=jobs))
        assert str(refused.value) == (
            f"base forms are those of {USED}, but a process that works on the texts has no trained pipeline it can use; "
            "install the same there, or do all the work on this machine"
        )


def test_a_process_with_another_pipeline_refuses_in_one_line(install) -> None:
    install()
    with pytest.raises(StudyError, match=f"news_lg 1.0, but a process that works on the texts has {USED};"):
        matches_in(("opplæring", "nb", False, "spaCy 3 nb_core_news_lg 1.0"), [BODY])


def test_a_pipeline_that_does_not_fit_is_told_and_results_rest_on_the_dictionary(install) -> None:
    install(fits=">=2.0.0,<2.1.0")
    assert trained_used("nb") == ""
    [doubt] = doubts_of("nb")
    assert doubt.startswith(f"the pipeline {NAME} cannot be used (")


def test_commands_find_by_it_and_say_so(
    install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    errors: list[str] = []

    def run(*words: str) -> list[str]:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["crosscase", *words])
        assert main() == 0
        done = capsys.readouterr()
        errors.append(done.err)
        return done.out.splitlines()

    files = {"codebook/codebook.yaml": BOOK}
    root = make_study(
        tmp_path / "study", sources={"alta/fokusgruppe": BODY}, fronts={}, codings={}, files=files
    )
    monkeypatch.chdir(root)
    search = ("search", "opplæring", "--lemma")
    assert run(*search) == []
    assert run("keywords")[-1].endswith(" sentences; simplemma 2.0.0 nb")
    install()
    lines = run(*search)
    assert "kursen" in lines[1]
    assert lines[-1] == f"base forms by simplemma 2.0.0 nb, {USED}"
    assert run(*search, "--counts")[-1] == lines[-1]
    run(*search, "--collocates")
    assert errors[-1].splitlines()[0].endswith(lines[-1])
    run(*search, "--format", "html", "--output", "hits.html")
    assert USED in (root / "hits.html").read_text(encoding="utf-8")
    shown = run("keywords", "--jobs", "2")
    # of one code the longer keyword has the place
    assert any("kursen om rasisme" in line for line in shown[1:3])
    assert shown[-1].endswith(f" sentences; simplemma 2.0.0 nb, {USED}")


def test_nothing_of_spacy_is_imported_where_no_pipeline_is_installed() -> None:
    script = (
        "import sys\n"
        "from crosscase.language.keywords import Entry, KeywordMatcher\n"
        "from crosscase.language.lemma_matching import LemmaMatcher\n"
        "from crosscase.language.lemmas_in_text import doubts_of, trained_used\n"
        "used = trained_used('nb')\n"
        "KeywordMatcher([Entry('a', ('skole',))], 'nb', used).find('Skolene')\n"
        "list(LemmaMatcher('skole', 'nb', False, used).find('Skolene'))\n"
        "print([used, doubts_of('nb'), 'spacy' in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "['', (), False]\n"
