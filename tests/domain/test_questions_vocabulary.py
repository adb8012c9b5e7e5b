"""The general vocabulary: no phrase does two things, and whatever it means can be read."""

from __future__ import annotations

from collections import defaultdict

from bot.domain.phrases import AliasKind
from bot.domain.understanding.lexicon import IN_TITLES, lexicon_of, stems_of
from bot.domain.understanding.words import lex_phrase
from store.vocabulary import FOLDER, general

SEVERAL = {"overall"}  # both a word for the whole plan and one that stands in titles


def test_no_phrase_does_two_things() -> None:
    done: dict[tuple[tuple[str, ...], bool], set[tuple[str, str]]] = defaultdict(set)
    for alias in general():
        if alias.kind in {AliasKind.COVERS, AliasKind.ORDINARY}:
            continue
        for phrase in alias.phrase.split("|"):
            if phrase not in SEVERAL:
                done[stems_of(phrase), alias.kind in IN_TITLES].add((alias.kind, alias.means))
    double = {" ".join(stems): does for (stems, _), does in done.items() if len(does) > 1}
    double = {phrase: does for phrase, does in double.items() if {kind for kind, _ in does} - {"chat", "plain"}}
    assert not double


def test_every_phrase_says_something() -> None:
    silent = [phrase for alias in general() for phrase in alias.phrase.split("|") if not stems_of(phrase)]
    assert not silent


def test_what_a_phrase_means_is_read_into_terms() -> None:
    lexicon = lexicon_of(general())
    for alias in general():
        if alias.kind in {AliasKind.SAME, AliasKind.ASKS, AliasKind.NEAR}:
            assert alias.means, alias.phrase
            assert any(
                piece.terms for phrase in alias.phrase.split("|") for piece in lexicon.pieces(lex_phrase(phrase))
            ), alias.phrase


def test_the_files_are_small_letters_but_for_what_they_explain() -> None:
    for path in FOLDER.glob("*.csv"):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            phrases = line.split(",")[1]
            assert phrases == phrases.lower(), (path.name, phrases[:60])
