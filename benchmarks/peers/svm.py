"""Scikit-learn: tf-idf of letters and words, and a linear support vector machine."""

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from benchmarks.peers import OUTSIDE
from intents.classify.examples import Example


class Svm:
    """The intent with the highest score."""

    def __init__(self, examples: Sequence[Example]) -> None:
        letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2
        )
        words = TfidfVectorizer(
            ngram_range=(1, 2),
            sublinear_tf=True,
            token_pattern=r"\w+",  # noqa: S106 - no password
        )
        self._model = make_pipeline(make_union(letters, words), LinearSVC(C=0.5))
        self._model.fit(
            [example.text for example in examples], [example.intent for example in examples]
        )

    def __call__(self, text: str) -> tuple[str, float]:
        scores = self._model.decision_function([text])[0]
        intents = self._model.classes_
        outside = intents == OUTSIDE
        lead = scores[outside].max() - scores[~outside].max()
        return str(intents[scores.argmax()]), float(lead)
