"""What Markdown makes of the lessons' prose: numbers and signs are not taken for marks."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import lessons

FOLDER = Path(lessons.__file__).parent
TEXTS = sorted(FOLDER.glob("*/[a-z][a-z].md"))
LABEL = re.compile(r"^## Label .*$", re.MULTILINE)  # plain words, read by no Markdown


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


@pytest.mark.parametrize("file", TEXTS, ids=name)
def test_the_signs_of_a_product_are_not_read_as_emphasis(file: Path) -> None:
    tokens = MarkdownIt().parse(LABEL.sub("", file.read_text("utf-8")))
    inline = chain.from_iterable(token.children or [] for token in tokens)
    emphasised = [after.content for before, after in pairwise(inline) if before.type == "em_open"]
    assert [words for words in emphasised if re.search(r"[-+=/\d]", words)] == []


@pytest.mark.parametrize("file", TEXTS, ids=name)
def test_a_minus_at_the_start_of_a_line_does_not_begin_a_list(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    lists = (
        token.map[0] for token in MarkdownIt().parse("\n".join(lines)) if token.type == "bullet_list_open" and token.map
    )
    assert [lines[at] for at in lists if lines[at - 1] and not lines[at - 1].startswith("#")] == []
