"""Text into words: markup taken off, then each word with its stem, ages and levels as one word each."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.understanding.amounts import AMOUNTS, SPELLED, amount_of, digits_for_words

_SLACK_LINK = re.compile(r"<(?:https?://|mailto:)[^<>|]*\|([^<>|]*)>")
_SLACK_ENTITY = re.compile(r"<[@#!][^<>]*>|<(?:https?://|mailto:)[^<>]*>")
_SIGNS = tuple(
    (re.compile(sign), words)
    for sign, words in (
        (r"-+>|=+>|\u2192", " leading to "),
        (r"<=?\s?(?=\d)", " under "),
        (r">=?\s?(?=\d)|\u2265\s?(?=\d)", " over "),
        (r"[<>]", " "),
        (r"@\s?(?=\d)", " at "),
        (r"(?<=[\s\w])/(?=\d[\d,]*k\b|\d{3})", " per "),
    )
)
_PAIRED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^*_~]*\S)\1(?![\w*_~])")
_DASHES = re.compile(r"\s[-–—−]+\s|[–—−]")  # noqa: RUF001  dashes as people's phones write them
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''  ")  # noqa: RUF001  the same
_WORD = re.compile(
    AMOUNTS + r"|(?P<joined>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)"
    r"|(?P<word>(?:re-)?[a-z]+(?:'[a-z]+)*)|(?P<number>\d[\d,]*(?:\.\d+)?)|(?P<mark>\.\.+|[.,;:!?&+/|%])"
)
_UNUSUAL = re.compile(r"[^A-Za-z ,;:.?!()']|[aA][ -][lL]evel|\b(?:" + "|".join(SPELLED) + r")\b", re.IGNORECASE)
_SIMPLE_TEXT = re.compile(r"[A-Za-z0-9 ,;:.?!()'%/+-]*")
_SIMPLE = re.compile(r"[a-z]+(?:'[a-z]+)*|\.\.+|[.,;:!?]")
_AUXILIARIES = {
    "do": "do does did", "is": "is are was were", "have": "have has had", "can": "can could",
    "will": "will would should",
}  # fmt: skip
_BASE = {form: base for base, forms in _AUXILIARIES.items() for form in forms.split()}
_LEAN = {"w": "will", "c": "can"}
_NEGATED = re.compile(rf"\b({'|'.join(_BASE)})(?: ?not|n'?t)\b|\bwon'?t\b|\bcan'?t\b")
DROPPED = frozenset(
    {"the", "a", "an", "of", "their", "our", "its", "my", "your", "her", "his", "these", "those", "thes", "thos"}
)
_VOWELS = frozenset("aeiouy")
IRREGULAR = {
    "children": "child", "childrens": "child", "men": "man", "women": "woman", "womens": "woman", "mens": "man",
    "babies": "baby", "lives": "life", "wives": "wife", "teeth": "tooth", "feet": "foot", "died": "die",
    "thieves": "thief", "got": "get", "gotten": "get", "gone": "go", "went": "go", "as": "as",
    "this": "this", "his": "his", "is": "is", "was": "was", "has": "has", "does": "does", "us": "us", "plus": "plus",
    "overall": "overall", "maths": "math", "news": "news", "during": "during", "being": "being", "better": "better",
    "versus": "versus", "always": "always", "kept": "keep", "found": "find", "taken": "take", "took": "take",
    "stolen": "steal", "caught": "catch", "hit": "hit", "fell": "fall", "fallen": "fall", "rose": "rise",
    "risen": "rise", "analysis": "analysis", "crisis": "crisis", "status": "status", "needed": "need",
    "lasting": "lasting", "missing": "missing", "progressed": "progressed", "rated": "rated",
    "planned": "planned", "presented": "presented", "issued": "issued", "reading": "reading",
    "presenting": "presenting", "evening": "evening",
    "expecting": "expecting", "boarding": "boarding", "excluding": "excluding", "graded": "graded", "ones": "ones",
    "met": "meet", "concerning": "concerning", "left": "leave", "fought": "fight", "dying": "die", "paid": "pay",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, and by its stem, which is what is compared."""

    raw: str
    stem: str
    mended: str = ""  # the known word it was taken for, where it was misspelt

    @property
    def is_mark(self) -> bool:
        return not self.stem[0].isalnum()


def tidy(text: str) -> str:
    """The question without markup, mentions, invisible characters and doubled spaces."""
    if _SIMPLE_TEXT.fullmatch(text):
        return " ".join(text.split())
    text = _SLACK_ENTITY.sub(" ", _SLACK_LINK.sub(r"\1 ", text))
    text = _SLACK_ENTITY.sub(" ", html.unescape(text))
    for sign, words in _SIGNS:
        text = sign.sub(words, text)
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    text = "".join(letter if _is_visible(letter) else " " for letter in text)
    text = _PAIRED.sub(r"\2", text)
    return " ".join(text.split())


def _is_visible(letter: str) -> bool:
    return letter.isascii() or unicodedata.category(letter)[0] not in {"C", "Z"}


def lex(text: str) -> list[Word]:
    """The words of a tidy text, in order; what is neither word, number nor mark is left out."""
    if not _UNUSUAL.search(text):
        return [Word(raw, stem(raw) if raw[0].isalpha() else raw) for raw in _SIMPLE.findall(_with_not(text.lower()))]
    plain = _DASHES.sub(" ; ", digits_for_words(_with_not(text.lower()).replace("w/", "with ")))
    return [_word(found) for found in _WORD.finditer(plain.replace("&", " and "))]


def _with_not(text: str) -> str:
    """Say "doesn't", "did not" and "dont" all as "do not": one negation for every tense and person."""
    return _NEGATED.sub(lambda found: f"{_BASE.get(found.group(1) or '', _LEAN.get(found.group()[0], ''))} not", text)


@lru_cache(maxsize=5_000)
def lex_stems(text: str) -> frozenset[str]:
    """The stems alone of a text as the plan prints it."""
    return frozenset(word.stem for word in lex(tidy(text)) if not word.is_mark)


def lex_phrase(phrase: str) -> list[Word]:
    """The same for a phrase of the vocabulary, quicker where it is only small letters."""
    raws = phrase.split()
    if all(raw.isalpha() and raw not in SPELLED and not raw.endswith("nt") for raw in raws):
        return [Word(raw, stem(raw)) for raw in raws]
    return lex(phrase)


def _word(found: re.Match[str]) -> Word:
    kind = found.lastgroup or ""
    raw = found.group(kind)
    match kind:
        case "word":
            return Word(raw, stem(raw))
        case "number":
            return Word(raw, raw.replace(",", ""))
        case "joined" | "mark":
            return Word(raw, raw)
        case _:
            return Word(found.group(0), amount_of(kind, found))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without plural, -ing, -ed and a last e: "placements" is "placement", "leaving" and "leave" are one."""
    word = word.replace("re-", "re", 1) if word.startswith("re-") else word
    word = word.replace("'s", "").replace("'", "")
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or "_" in word:
        return word
    return _without_ending(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and _VOWELS & set(root):
            return _undoubled(root)
    return _without_e(word)


def _undoubled(root: str) -> str:
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lszef":
        return root[:-1]
    return _without_e(root)


def _without_e(word: str) -> str:
    while len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word
