"""Colours of Python code: one query for the syntax tree, one theme derived from the app's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.widgets.text_area import TextAreaTheme

from tutor.ui.widgets.semantic_colours import colour_style, variable_style

if TYPE_CHECKING:
    from tree_sitter import Language

# Captures never overlap, except inside the braces of an f-string, where the later one (embedded) wins.
HIGHLIGHTS = """
(comment) @comment
(string) @string
(interpolation) @embedded
[(integer) (float)] @number
[(none) (true) (false)] @constant
(class_definition name: (identifier) @definition)
(function_definition name: (identifier) @definition)
(call function: (identifier) @call)
(call function: (attribute attribute: (identifier) @call))
(decorator "@" @keyword)
["and" "as" "assert" "async" "await" "break" "case" "class" "continue" "def" "del" "elif" "else" "except"
 "finally" "for" "from" "global" "if" "import" "in" "is" "lambda" "match" "nonlocal" "not" "or" "pass" "raise"
 "return" "try" "while" "with" "yield"] @keyword
"""

THEME = "gradlings"

_VARIABLES: Mapping[str, tuple[str, Style]] = {
    "keyword": ("text-accent", Style(bold=True)),
    "definition": ("text-primary", Style(bold=True)),
    "call": ("text-primary", Style()),
    "string": ("text-success", Style()),
    "number": ("text-secondary", Style()),
    "constant": ("text-secondary", Style(bold=True)),
    "embedded": ("foreground", Style()),
}


@cache
def python_language() -> Language:
    """The grammar of Python, loaded on first use."""
    import tree_sitter_python
    from tree_sitter import Language

    return Language(tree_sitter_python.language())


def code_theme(variables: Mapping[str, str]) -> TextAreaTheme:
    """A theme for code from the variables of the app's theme: what is legible there is legible here."""
    styles = {name: variable_style(key, variables) + extra for name, (key, extra) in _VARIABLES.items()}
    muted = colour_style("muted", variables)
    if "inlay-hint" not in variables:  # few colours: one of them is for inlay hints alone
        styles |= {"number": Style(), "constant": Style(bold=True)}
    styles["comment"] = muted + Style(italic=True)
    return TextAreaTheme(name=THEME, syntax_styles=styles, gutter_style=muted)
