"""Which rows have which words. Words are looked up by their beginnings; the shortest rows come first."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from string import punctuation

_TO_BLANKS = bytes.maketrans((punctuation + "\t\r").encode(), b" " * (len(punctuation) + 2))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; a hyphen or point parts two words."""
    return _plain(text).split()


def _plain(text: str) -> str:
    return text.lower().encode().translate(_TO_BLANKS).decode()


class WordIndex:
    """An index over codes and their rows, made once and not changed."""

    __slots__ = ("_codes", "_rows_with", "_vocabulary")

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        ordered = sorted(rows, key=lambda pair: (len(pair[1]), pair[0]))
        self._codes = [code for code, _ in ordered]
        self._rows_with: dict[str, array[int]] = {}
        text = _plain("\n".join(row.replace("\n", " ") for _, row in ordered))
        for number, line in enumerate(text.split("\n")):
            for word in line.split():
                found = self._rows_with.get(word)
                if found is None:
                    self._rows_with[word] = array("I", (number,))
                elif found[-1] != number:
                    found.append(number)
        self._vocabulary = sorted(self._rows_with)

    def find(self, words: list[str]) -> Iterator[str]:
        """The codes of rows that have, for each of `words`, a word that begins so; the shortest first."""
        if not words:
            return
        rarest, *others = sorted((self._beginning(word) for word in words), key=_total)
        kept: set[int] = set().union(*rarest)
        for other in others:
            kept = set().union(*(kept.intersection(numbers) for numbers in other))
        for number in sorted(kept):
            yield self._codes[number]

    def _beginning(self, prefix: str) -> "list[array[int]]":
        """The rows of each word that begins so."""
        found: list[array[int]] = []
        for at in range(bisect_left(self._vocabulary, prefix), len(self._vocabulary)):
            word = self._vocabulary[at]
            if not word.startswith(prefix):
                break
            found.append(self._rows_with[word])
        return found


def _total(lists: "list[array[int]]") -> int:
    return sum(len(numbers) for numbers in lists)
