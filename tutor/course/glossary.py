"""The course's terms, each in one sentence: looked up by name, found in a text, or linked to by it.

A lesson links to a term by brackets around one of its names, `a [bias] is added`: in a terminal it reads as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.course.catalog import BadLesson, FactsTable, read_toml

LINK = re.compile(r"(?<![\w)\]])\[(?!x\])([^\W\d_][\w -]*)\](?![(\[])")
"""What stands in brackets and begins with a letter; `[0, 1]`, `w[i]`, `(a)[i]`, `- [x] yes`, `[this](place)` are none."""

_CODE = re.compile(r"^```.*?^```|^(?: {4}|\t).*?$|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. `words`: the forms under which a text names it; `ja`: its Japanese name; `books`: what a book calls it."""

    id: str
    term: str
    sentence: str
    symbol: str = ""
    ja: str = ""
    sentence_ja: str = ""
    words: tuple[str, ...] = ()
    books: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which a text may link to it; a Japanese one without what is said in its brackets."""
        return tuple(name for name in (self.term, *self.words, self.ja, self.ja.partition("（")[0]) if name)

    def said(self, language: str) -> str:
        """The sentence in a language, English where there is none."""
        return (self.sentence_ja if language == "ja" else "") or self.sentence


def load(folder: Path) -> tuple[Term, ...]:
    """The terms of a course folder, in their order. Raises BadLesson for an entry without id, term or sentence."""
    file = folder / "glossary.toml"
    if not file.exists():
        return ()
    table = read_toml(file)
    FactsTable(file, table).tables("terms")
    return tuple(_term(file, entry) for entry in table.get("terms", []))


def _term(file: Path, entry: dict[str, object]) -> Term:
    missing = [name for name in ("id", "term", "sentence") if not isinstance(entry.get(name), str)]
    if missing:
        raise BadLesson(file, f"the term {entry.get('id', entry)} has no {missing[0]}", f'write {missing[0]} = "..."')
    texts = {name: str(entry.get(name, "")) for name in ("id", "term", "sentence", "symbol", "ja", "sentence_ja")}
    words, books = entry.get("words", ()), entry.get("books", {})
    return Term(
        **texts,
        words=tuple(map(str, words)) if isinstance(words, Sequence) else (),
        books=tuple((str(book), str(name)) for book, name in books.items()) if isinstance(books, Mapping) else (),
    )


def links(markdown: str) -> tuple[str, ...]:
    """The names that a text links to, in order; those in code and formulas are none."""
    return tuple(match[1] for match in LINK.finditer(_CODE.sub("", markdown)))


def named(terms: Sequence[Term], name: str) -> Term | None:
    """The term that goes by a name, whatever its case."""
    wanted = name.casefold()
    return next((term for term in terms if wanted in (known.casefold() for known in term.names)), None)


def linked(terms: Sequence[Term], markdown: str) -> tuple[Term, ...]:
    """The terms that a text links to, each once, in order."""
    found = (named(terms, name) for name in links(markdown))
    return tuple(dict.fromkeys(term for term in found if term is not None))


def mentioned(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """The terms that a text mentions, the first mentioned first."""
    places = {term: _first_mention(term, text) for term in terms}
    found = [(place, term.id, term) for term, place in places.items() if place is not None]
    return tuple(term for _, _, term in sorted(found, key=lambda item: item[:2]))


def _first_mention(term: Term, text: str) -> int | None:
    names = [re.escape(word) for word in (*term.words, term.term)]
    inside = re.search(rf"(?<![\w-])({'|'.join(names)})(?![\w-])", text)
    places = [match.start() for match in (inside,) if match]
    if term.ja and (place := text.find(term.ja.split("（")[0])) >= 0:
        places.append(place)
    return min(places, default=None)
