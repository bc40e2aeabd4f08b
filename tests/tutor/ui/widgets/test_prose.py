"""Lesson prose on a screen."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from tutor.ui.widgets.prose import CodeBlock, FormulaBlock, ProseView

TEXT = r"""
The gradient $\frac{\partial L}{\partial x}$ of $W_{ij}$.

$$ \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} W^T $$

```python
def __init__(self):
    return None
```

    x = [1, 2]    shape (D,)

勾配を
渡す。
"""


class Page(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield ProseView(self.text)


async def drawn(text: str, width: int = 70, theme: str = "textual-dark") -> str:
    app = Page(text)
    async with app.run_test(size=(width, 40)) as pilot:
        app.theme = theme
        for _ in range(3):  # what is folded is laid out once more
            await pilot.pause()
        shown = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no other name
        return "\n".join(strip.text.rstrip() for strip in shown)


async def test_a_displayed_formula_has_its_fraction_bars() -> None:
    page = await drawn(TEXT)
    assert "╶──╴ = ╶──╴Wᵀ" in page


async def test_an_inline_formula_stays_in_its_sentence() -> None:
    assert "The gradient ∂L/∂x of Wᵢⱼ." in await drawn(TEXT)


async def test_a_narrow_page_shows_the_formula_in_one_line() -> None:
    page = await drawn("$$ \\frac{\\partial L}{\\partial x} = a + b + c + d + e $$", width=20)
    assert "∂L/∂x" in page
    assert "╶" not in page


async def test_a_faulty_formula_shows_its_source() -> None:
    assert r"\frac{a}" in await drawn(r"$$ \frac{a} $$")


async def test_a_line_of_japanese_goes_on_without_a_blank() -> None:
    assert "勾配を渡す。" in await drawn(TEXT)


async def test_prices_are_no_formulas() -> None:
    assert "It costs $5 and $ 6." in await drawn("It costs $5 and $ 6.")


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "ansi-light"])
async def test_code_is_drawn_in_every_theme(theme: str) -> None:
    assert "def __init__(self):" in await drawn(TEXT, theme=theme)


def test_a_block_without_a_language_stays_plain() -> None:
    plain = CodeBlock.highlight("if x: return None", "")
    colored = CodeBlock.highlight("if x: return None", "python")
    assert len(plain.spans) < len(colored.spans)


async def test_another_step_replaces_the_text() -> None:
    app = Page(TEXT)
    async with app.run_test() as pilot:
        await app.query_one(ProseView).update("$$ x $$")
        await pilot.pause()
        assert len(app.query(FormulaBlock)) == 1
        assert len(app.query(CodeBlock)) == 0


async def test_lines_of_japanese_are_filled_and_english_is_left_alone() -> None:
    japanese = (
        "入力にはそれぞれ重みがあります。その入力をどれだけ重く見るか、という数です。バイアスは何であっても足されます。"
    )
    page = await drawn(f"{japanese}\n\nA gradient check", width=40)
    found = [line.strip() for line in page.splitlines() if line.strip()]
    assert all(cell_len(line) >= 32 for line in found[:2])
    assert "".join(found[:-1]) == japanese
    assert found[-1] == "A gradient check"


async def test_a_line_of_code_that_has_no_room_is_folded() -> None:
    page = await drawn("    short = 1\n    long = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9\n", width=30)
    assert [line.strip() for line in page.splitlines() if line] == [
        "short = 1",
        "long = 1 + 2 + 3 + 4 + 5",
        "↳ + 6 + 7 + 8 + 9",
    ]


async def test_a_piece_of_code_that_has_no_room_says_so() -> None:
    page = await drawn(f"    {'long' * 12} = 1\n", width=30)
    assert any(line.endswith("…") and "longlong" in line for line in page.splitlines())
