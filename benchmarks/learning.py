"""How well ways of learning codes do on sources they have not learned from, on the example study.

Run alone it tries spaCy's TextCategorizer too, which takes a minute: python -m benchmarks.learning
Every way learns from the same turns of the same sources and is tried on the same others; each may suggest up to three
codes a turn. The notes and codings of the example were written for demonstration: the figures rank the ways, and
promise nothing for another study. The least score, 0.3, was chosen on the same study.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from crosscase.language.evaluating import Evaluation, evaluate
from crosscase.language.learning import train
from crosscase.study.opening import open_folder
from crosscase.synthesis.examples import Example
from crosscase.synthesis.suggesting import Suggester

Figure = tuple[str, float, str, float | None]
Way = Callable[[Sequence[Example], Sequence[str]], list[list[str]]]

FOLDS = 4
_ROUNDS = 10  # through the examples, of spaCy's text categorizer


def regression(examples: Sequence[Example], texts: Sequence[str]) -> list[list[str]]:
    """The program's own way of learning, without the codebook's words."""
    model = train([each.text for each in examples], [each.codes for each in examples])
    return [[each.code for each in found] for found in model.suggest(texts)]


def bayes(examples: Sequence[Example], texts: Sequence[str]) -> list[list[str]]:
    """Complement naive Bayes on the same grams, its three best codes for each text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.naive_bayes import ComplementNB

    pairs = [(each.text, code) for each in examples for code in sorted(each.codes)]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = ComplementNB().fit(vectorizer.fit_transform([text for text, _ in pairs]), [c for _, c in pairs])
    scores = model.predict_proba(vectorizer.transform(texts))
    return [_best(dict(zip(model.classes_, row, strict=True))) for row in scores]


def categorizer(examples: Sequence[Example], texts: Sequence[str]) -> list[list[str]]:
    """spaCy's TextCategorizer (several labels), as it comes, its three best codes for each text."""
    import spacy
    from spacy.training import Example as Shown
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(0)
    nlp = spacy.blank("nb")
    codes = sorted({code for each in examples for code in each.codes})
    learner = nlp.add_pipe("textcat_multilabel")
    for code in codes:
        learner.add_label(code)
    shown = [
        Shown.from_dict(nlp.make_doc(each.text), {"cats": {c: float(c in each.codes) for c in codes}})
        for each in examples
    ]
    optimizer = nlp.initialize(lambda: shown)
    order = random.Random(0)
    for _ in range(_ROUNDS):
        order.shuffle(shown)
        for batch in minibatch(shown, 16):
            nlp.update(batch, sgd=optimizer)
    return [_best(doc.cats) for doc in nlp.pipe(texts)]


def run() -> list[Figure]:
    """Figures of the program's own ways, and of naive Bayes; the time that learning takes."""
    suggester, examples = _examples()

    def ours(learned: Sequence[Example], texts: Sequence[str]) -> list[list[str]]:
        return [[offer.code for offer in found] for found in suggester.learn(learned).offer(texts)]

    figures = _figures("as suggested: keywords, codebook, regression", examples, ours)
    figures += _figures("regression alone", examples, regression)
    figures += _figures("complement naive Bayes", examples, bayes)
    mixed = [str(place % FOLDS) for place in range(len(examples))]
    random.Random(0).shuffle(mixed)
    figures += _figures("regression alone, sources mixed (not honest)", examples, regression, mixed)
    sentences = Suggester(suggester.study, "counted")
    sentences.retrain()
    begun = time.process_time()
    sentences.retrain()
    return [*figures, ("learn from the example's sentences", time.process_time() - begun, "s CPU", None)]


def _examples() -> tuple[Suggester, tuple[Example, ...]]:
    suggester = Suggester(open_folder(Path(__file__).parent.parent), "counted", unit="turn")
    return suggester, suggester.examples()


def tried(examples: Sequence[Example], way: Way, groups: Sequence[str] = ()) -> Evaluation:
    """A way tried on groups held apart; the sources' own where none are given."""

    def suggest(learned: Sequence[int], places: Sequence[int]) -> list[list[str]]:
        return way([examples[place] for place in learned], [examples[place].text for place in places])

    labels = [each.codes for each in examples]
    return evaluate(labels, groups or [each.group for each in examples], suggest, FOLDS)


def _figures(name: str, examples: Sequence[Example], way: Way, groups: Sequence[str] = ()) -> list[Figure]:
    begun = time.process_time()
    found = tried(examples, way, groups)
    return [
        (f"{name}: precision at 3", found.all.precision or 0.0, "", None),
        (f"{name}: recall", found.all.recall or 0.0, "", None),
        (f"{name}: F1", found.all.f1, "", None),
        (f"{name}: learning {FOLDS} times", time.process_time() - begun, "s CPU", None),
    ]


def _best(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda code: -scores[code])[:3]


def main() -> None:
    """Print the figures."""
    figures = [*run(), *_figures("spaCy TextCategorizer", _examples()[1], categorizer)]
    for what, figure, unit, _ in figures:
        print(f"{what:70}  {figure:.2f} {unit}".rstrip())


if __name__ == "__main__":
    main()
