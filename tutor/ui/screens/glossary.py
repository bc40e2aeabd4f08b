"""The glossary: first what the page links to, then what it mentions, then all other terms; typing narrows the list."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tutor.course.glossary import Term, linked, load, mentioned
from tutor.ui import keys
from tutor.ui.screens.modal import Window
from tutor.ui.widgets.lists import RowList
from tutor.ui.widgets.semantic_colours import inline


class GlossaryScreen(Window[None]):
    """`page`: the text that is being read; its terms come first."""

    AUTO_FOCUS = "#glossary-search"
    KEYS = keys.GLOSSARY
    BINDINGS = [
        Binding("up", "mark('cursor_up')", show=False),
        Binding("down", "mark('cursor_down')", show=False),
        Binding("pageup", "mark('page_up')", show=False),
        Binding("pagedown", "mark('page_down')", show=False),
    ]  # in the search, too

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page

    @property
    def idle_keys(self) -> tuple[str, ...]:
        """Enter leads from the search to the terms, Tab from there to the search."""
        return ("glossary.search",) if isinstance(self.focused, Input) else ("glossary.terms",)

    def anew(self) -> GlossaryScreen:
        """The same in the language that is spoken now."""
        return GlossaryScreen(self._page)

    def compose(self) -> ComposeResult:
        with Vertical(id="glossary", classes="window"):
            yield Input(placeholder=self.tutor.words("glossary.search"), id="glossary-search", compact=True)
            yield RowList(id="glossary-terms")

    def on_mount(self) -> None:
        self.query_one("#glossary").border_title = self.tutor.words("glossary.title")
        terms = load(self.tutor.learner.catalog.folder)
        here = (*linked(terms, self._page), *mentioned(terms, self._page))
        self._terms = tuple(dict.fromkeys(term.id for term in (*here, *terms)))
        self._by_id = {term.id: term for term in terms}
        self._fill("")

    def _fill(self, wanted: str) -> None:
        shown = [term for term in map(self._by_id.__getitem__, self._terms) if _fits(term, wanted.casefold().strip())]
        terms = self.query_one("#glossary-terms", OptionList)
        terms.clear_options()
        terms.add_options([Option(self._entry(term), id=term.id) for term in shown])
        terms.highlighted = 0 if shown else None

    def _entry(self, term: Term) -> Content:
        """Name, symbol, the name in the other language; below it the sentence, and what the books call it."""
        japanese = self.tutor.words.language == "ja"
        name, other = (term.ja, term.term) if japanese and term.ja else (term.term, term.ja)
        return Content.assemble(
            (name, "bold $text-primary"),
            (f"  {term.symbol}" if term.symbol else "", "$text-accent"),
            (f"  {other}" if other else "", "$foreground 70%"),
            "\n",
            inline(term.said(self.tutor.words.language)),
            (f"\n{self._in_books(term)}" if term.books else "", "$foreground 70%"),
        )

    def _in_books(self, term: Term) -> str:
        return "  ·  ".join(self.tutor.words("glossary.book", book=book, name=name) for book, name in term.books)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def action_mark(self, where: str) -> None:
        """Another term, while one types."""
        getattr(self.query_one("#glossary-terms", OptionList), f"action_{where}")()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        self.query_one("#glossary-terms").focus()


def _fits(term: Term, wanted: str) -> bool:
    names = (
        term.id,
        term.term,
        term.symbol,
        term.ja,
        term.sentence,
        term.sentence_ja,
        *term.words,
        *(name for _, name in term.books),
    )
    return not wanted or any(wanted in name.casefold() for name in names)
