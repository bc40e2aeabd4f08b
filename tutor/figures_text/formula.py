"""Formulas in TeX drawn with characters: in two dimensions, or in one line where there is no room for more."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rich.cells import cell_len

TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\s+|.", re.DOTALL)
RELATIONS = r"\le \leq \ge \geq \ne \neq \approx \in \to \rightarrow \leftarrow \sim \propto \equiv"
SPACED = frozenset([*"=+-<>", r"\cdot", r"\times", r"\odot", r"\otimes", r"\pm", *RELATIONS.split()])
SYNONYMS = {"\\operatorname": "\\mathrm", "\\dfrac": "\\frac", "\\tfrac": "\\frac"}
# Letters that stand for signs which the renderer cannot draw by themselves, until the line is done.
STAND_INS = {"^": "\ua77a", "_": "\ua77c", "√": "\ua779"}
SIGNS = {ord(letter): sign for sign, letter in STAND_INS.items()}
LETTERS = {"\\sum": "Σ", "\\prod": "Π", "\\int": "∫"}
FAULTS = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)


@lru_cache(512)
def formula_rows(tex: str) -> tuple[str, ...]:
    """A formula drawn in two dimensions: rows of equal width.

    Raises ValueError, with the formula and what is wrong with it, if it does not parse or has an unknown command.
    """
    drawn = _drawn(_spaced(tex.strip()))
    if "".join(drawn).count("?") > tex.count("?"):
        raise ValueError(f"{tex.strip()}: an unknown command; write it with commands that TeXicode knows")
    return drawn


@lru_cache(2048)
def formula_line(tex: str) -> str:
    """A formula in one line of text: `a/b` for a fraction, `^(...)` for what no raised letter can show.

    Its TeX source where it cannot be drawn. Never raises.
    """
    try:
        rows = formula_rows(tex)
        for rewrite in (_without_towers, _without_scripts):
            if len(rows) > 1:
                rows = formula_rows(rewrite(tex))
    except ValueError:
        return " ".join(tex.split())
    return " ".join(rows[0].translate(SIGNS).split()) if len(rows) == 1 else " ".join(tex.split())


def formula_fits(tex: str, width: int) -> tuple[str, ...]:
    """The rows of a formula within `width` cells: in two dimensions if they fit, else its one line."""
    try:
        rows = formula_rows(tex)
    except ValueError:
        return (" ".join(tex.split()),)
    return rows if cell_len(rows[0]) <= width else (formula_line(tex),)


def _drawn(tex: str) -> tuple[str, ...]:
    from texicode import arts
    from texicode.lexer import lexer
    from texicode.parser import parse
    from texicode.renderer import render

    arts.font = arts.font_normal
    try:
        rows = ["".join(row) for row in render(parse(lexer(tex, False), False), False)]
    except FAULTS as fault:
        raise ValueError(f"{tex}: {fault}") from fault
    return _trimmed(rows)


def _trimmed(rows: list[str]) -> tuple[str, ...]:
    """The rows without the blank columns at their sides, and of one width."""
    margin = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    cut = [row[margin:].rstrip() for row in rows]
    width = max(map(cell_len, cut), default=0)
    return tuple(row + " " * (width - cell_len(row)) for row in cut) or ("",)


def _spaced(tex: str) -> str:
    """Blanks around an operator that has them in the source, except in subscripts and superscripts.

    TeX itself sets these blanks; the renderer does not.
    """
    tokens = [SYNONYMS.get(token, token) for token in TOKEN.findall(tex)]
    scripts = [False]
    out = []
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if token == "{":
            scripts.append(scripts[-1] or before in ("_", "^"))
        elif token == "}" and len(scripts) > 1:
            scripts.pop()
        operator = token in SPACED and before.isspace() and after.isspace()
        comma = token == "," and after.isspace()
        wide = not scripts[-1]
        out.append(f"\\ {token}\\ " if operator and wide else f"{token}\\ " if comma and wide else token)
    return "".join(out)


def _without_towers(tex: str) -> str:
    """Fractions and roots on the line, big operators as letters."""
    for command, letter in LETTERS.items():
        tex = re.sub(re.escape(command) + r"(?![a-zA-Z])", letter, tex)
    return _replaced(_replaced(tex, "\\frac", 2, "{0}/{1}~".format), "\\sqrt", 1, (STAND_INS["√"] + "{0}").format)


def _without_scripts(tex: str) -> str:
    """Scripts as `^(...)`, after the towers."""
    tex = _without_towers(tex)
    for sign in "^_":
        tex = _replaced(tex, sign, 1, (STAND_INS[sign] + "{0}").format)
    return tex


def _replaced(tex: str, command: str, arguments: int, form: Callable[..., str]) -> str:
    """`tex` with each `command{..}{..}` written as `form` of its arguments, in brackets where they need them."""
    at = tex.rfind(command + "{")
    while at >= 0:
        end = at + len(command)
        groups = []
        for _ in range(arguments):
            group, end = _group(tex, end)
            groups.append(_bracketed(group))
        tex = tex[:at] + form(*groups) + tex[end:]
        at = tex.rfind(command + "{", 0, at)
    return tex


def _bracketed(tex: str) -> str:
    """In brackets, unless it is one letter, one number, or the differential of one letter."""
    tokens = [token for token in TOKEN.findall(tex) if not token.isspace() and token != "\\partial"]
    return tex if len(tokens) <= 1 or tex.isdecimal() else f"({tex})"


def _group(tex: str, start: int) -> tuple[str, int]:
    """The inside of the braces that open at `start`, and the index after them."""
    depth = 0
    for index in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[index], 0)
        if depth == 0:
            return tex[start + 1 : index], index + 1
    return tex[start + 1 :], len(tex)
