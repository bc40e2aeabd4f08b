"""Lesson prose: Markdown whose formulas are drawn with characters and whose code has the editor's colours."""

from __future__ import annotations

import sys

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments.token import Token as Lexeme  # type: ignore[import-untyped]
from rich.cells import cell_len
from textual.content import Content
from textual.events import Resize
from textual.highlight import HighlightTheme, highlight
from textual.widgets import Label, Markdown
from textual.widgets.markdown import MarkdownBlock, MarkdownFence

from tutor.course.glossary import LINK
from tutor.figures_text.formula import formula_fits, formula_line, formula_rows
from tutor.text.code_rows import folded
from tutor.text.line_breaking import has_wide, is_wide
from tutor.ui.widgets.hanging_lines import rows_of

INDENT = 2  # cells, of code
TERM = "term:"  # before a name of the glossary, where other links have a place

__all__ = ["TERM", "ProseView", "formula_line", "formula_rows"]


class CodeColours(HighlightTheme):
    """The colours that the editor gives to code."""

    STYLES = {
        Lexeme.Keyword: "bold $text-accent",
        Lexeme.Keyword.Constant: "bold $text-secondary",
        Lexeme.Operator.Word: "bold $text-accent",
        Lexeme.Name.Function: "bold $text-primary",
        Lexeme.Name.Class: "bold $text-primary",
        Lexeme.Literal.Number: "$text-secondary",
        Lexeme.Literal.String: "$text-success",
        Lexeme.Comment: "italic $foreground 60%",
    }


class CodeBlock(MarkdownFence):
    """Code in the colours of the theme; a block without a language stays plain. A line that has no room is folded, and ends
    in … where it has no gap."""

    DEFAULT_CSS = """
    CodeBlock, CodeBlock:light, CodeBlock:ansi { color: $foreground; background: $surface; margin: 0 0 1 0; }
    CodeBlock > Label, CodeBlock:ansi > Label { width: 1fr; padding: 0 0 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    @classmethod
    def highlight(cls, code: str, language: str, ansi: bool = False, dark: bool = False) -> Content:
        name = language.partition(" ")[0]  # what else stands behind it is for lint
        return highlight(code, language=name or "text", theme=CodeColours)

    def set_content(self, content: Content) -> None:
        super().set_content(self._fold(content, self.size.width))

    def on_resize(self, event: Resize) -> None:
        fitting = self._fold(self._highlighted_code, event.size.width)
        if fitting.plain != str(self.query_one(Label).visual):
            self.call_after_refresh(super().set_content, fitting)  # or it would have the height of what it was

    def _fold(self, code: Content, width: int) -> Content:
        """Within the width but for the blanks at the left."""
        if width <= INDENT:
            return code
        lines = code.split("\n", allow_blank=True)
        rows = ((row, line) for line in lines for row in folded(line.plain, width - INDENT))
        return Content("\n").join(Content.assemble(before, line[start:end]) for (before, start, end), line in rows)


class FormulaBlock(MarkdownBlock):
    """A displayed formula: in two dimensions where they fit, else in one line, else as its source."""

    DEFAULT_CSS = """
    FormulaBlock { margin: 0 0 1 0; color: $text-accent; }
    """

    def __init__(self, markdown: Markdown, token: Token) -> None:
        super().__init__(markdown, token)
        self._rows = formula_fits(token.content, sys.maxsize)
        self.set_content(Content("\n".join(self._rows)))

    def on_resize(self, event: Resize) -> None:
        width = event.size.width
        rows = formula_fits(self._token.content, width)
        indent = " " * max(0, (width - cell_len(rows[0])) // 2)
        rows = tuple(indent + row for row in rows)
        if rows != self._rows:
            self._rows = rows
            self.set_content(Content("\n".join(rows)))


class Paragraph(MarkdownBlock):
    """Running text; of Japanese, each line as full as it may be."""

    SCOPED_CSS = False  # the rule speaks of what is around it
    DEFAULT_CSS = """
    Markdown > Paragraph { margin: 0 0 1 0; }
    """

    def set_content(self, content: Content) -> None:
        self._content = content
        self._fill(self.size.width)

    def on_resize(self, event: Resize) -> None:
        self._fill(event.size.width)

    def _fill(self, width: int) -> None:
        whole = self._content
        if width and has_wide(whole.plain):
            lines = whole.split("\n", allow_blank=True)
            whole = Content("\n").join(row for line in lines for row in rows_of(line, width))
        if whole.plain != str(self.visual):
            self.update(whole)


class ProseView(Markdown):
    """A step of a lesson. `update(markdown)` shows another one. Links are left to the screen."""

    DEFAULT_CSS = """
    ProseView MarkdownBlock:dark > .code_inline, ProseView MarkdownBlock:light > .code_inline {
        color: $text-accent; background: $accent 10%;
    }
    ProseView MarkdownBlock:ansi > .code_inline, ProseView MarkdownBlock:nocolor > .code_inline { text-style: bold; }
    """
    BLOCKS: dict[str, type[MarkdownBlock]] = {
        **Markdown.BLOCKS,
        "paragraph_open": Paragraph,
        "fence": CodeBlock,
        "code_block": CodeBlock,
    }

    def __init__(self, markdown: str | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(markdown, id=id, classes=classes, parser_factory=parser, open_links=False)

    def unhandled_token(self, token: Token) -> MarkdownBlock | None:
        return FormulaBlock(self, token) if token.type.startswith("math_block") else None


def parser() -> MarkdownIt:
    """Markdown with `$...$` and `$$...$$`, its inline formulas already turned into text."""
    markdown = MarkdownIt("gfm-like").use(dollarmath_plugin, allow_space=False)
    markdown.core.ruler.push("inline_formulas", _inline_formulas)
    markdown.core.ruler.push("term_links", _term_links)
    markdown.core.ruler.push("wide_breaks", _wide_breaks)
    return markdown


def _inline_formulas(state: StateCore) -> None:
    """Formulas in running text as slanted words, which every block knows how to show."""
    for token in state.tokens:
        if token.children:
            token.children = [part for child in token.children for part in _slant(child)]


def _slant(child: Token) -> list[Token]:
    if child.type != "math_inline":
        return [child]
    text = Token("text", "", 0, content=formula_line(child.content))
    return [Token("em_open", "em", 1), text, Token("em_close", "em", -1)]


def _term_links(state: StateCore) -> None:
    """`[bias]` as a link to the glossary; code and the like have tokens of their own and are left alone."""
    for token in state.tokens:
        if token.children:
            token.children = [part for child in token.children for part in _with_links(child)]


def _with_links(child: Token) -> list[Token]:
    if child.type != "text" or not LINK.search(child.content):
        return [child]
    parts = []
    for number, text in enumerate(LINK.split(child.content)):
        words = Token("text", "", 0, content=text)
        here = Token("link_open", "a", 1, attrs={"href": f"{TERM}{text}"})
        parts += [here, words, Token("link_close", "a", -1)] if number % 2 else [words]
    return parts


def _wide_breaks(state: StateCore) -> None:
    """No blank where a line of Japanese goes on in the next: its words are not parted by blanks."""
    for token in state.tokens:
        children = token.children or []
        for before, middle, after in zip(children, children[1:], children[2:], strict=False):
            if middle.type == "softbreak" and is_wide(before.content[-1:]) and is_wide(after.content[:1]):
                middle.type, middle.content = "text", ""
