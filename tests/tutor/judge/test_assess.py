"""Whole checks of real lessons: texts go in, verdicts come out."""

from __future__ import annotations

import asyncio
from typing import Any, Never

import pytest

from tests.waiting import until
from tutor.course.catalog import Catalog
from tutor.course.dependencies import Source
from tutor.judge.assess import Assessor, BrokenLesson
from tutor.judge.pool import Pool
from tutor.judge.verdicts import leaves_open
from tutor.model import MAX_SOURCE, End, Ending, Lesson, Outcome, Place, Recording, References, Verdict
from tutor.text.messages import Words

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEED = 11
FILE = "affine_layer.py"
GRADIENT_CHECK = Source(
    "gradient_check.py",
    "def gradient_check(f, x, grad):\n    return 0.0\n",
    ("gradient_check",),
    "gradient-check",
    "learner",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog()


@pytest.fixture(scope="module")
def lesson(catalog: Catalog) -> Lesson:
    return catalog.course.lessons["affine-layer"]


@pytest.fixture(scope="module")
def solution(catalog: Catalog, lesson: Lesson) -> str:
    return catalog.text(lesson.id, "solution.py")


@pytest.fixture(scope="module")
def assessor(catalog: Catalog, pool: Pool) -> Assessor:
    """It computes the references of a seed once, for all tests."""
    return Assessor(catalog, pool)


@pytest.fixture
def fresh(catalog: Catalog, pool: Pool) -> Assessor:
    """One that knows no references yet."""
    return Assessor(catalog, pool)


async def check(assessor: Assessor, lesson: Lesson, text: str) -> Verdict:
    return await assessor.check(lesson, text, file=FILE, seed=SEED)


async def test_the_stub_is_unfinished_and_the_model_answer_passes(
    assessor: Assessor, catalog: Catalog, lesson: Lesson, solution: str
) -> None:
    stub = await check(assessor, lesson, catalog.text(lesson.id, "stub.py"))
    assert (stub.outcome, stub.message.facts["function"]) == (Outcome.UNFINISHED, "forward")
    passed = await check(assessor, lesson, solution)
    assert (passed.outcome, passed.stage, passed.seed) == (Outcome.PASSED, None, SEED)
    assert all(finding.passed for finding in passed.findings)


async def test_a_right_forward_above_a_stubbed_backward_is_unfinished(
    assessor: Assessor, lesson: Lesson, solution: str
) -> None:
    head = solution[: solution.index("    def backward")]
    found = await check(assessor, lesson, head + "    def backward(self, dout):\n        raise NotImplementedError\n")
    assert (found.outcome, found.message.key) == (Outcome.UNFINISHED, "unfinished.rest")
    assert found.message.facts["function"] == "backward"


async def test_every_known_mistake_is_named(assessor: Assessor, lesson: Lesson) -> None:
    references = await assessor.references(lesson, SEED)
    from tutor.judge.verdicts import verdict

    named = {key: verdict(lesson, SEED, run, references).mistake for key, run in references.mistakes.items()}
    assert named
    assert named == {key: key for key in references.mistakes}


async def test_two_mistakes_at_once_are_named_by_the_first(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    text = solution.replace("+ self.b", "").replace("dout.sum(axis=0)", "dout.mean(axis=0)")
    assert (await check(assessor, lesson, text)).mistake == "bias-forgotten"


async def test_shapes_that_do_not_fit_are_told_by_the_names_in_the_line(
    assessor: Assessor, lesson: Lesson, solution: str
) -> None:
    text = solution.replace("self.x @ self.W", "self.x @ self.W.T")
    found = await check(assessor, lesson, text)
    assert (found.outcome, found.message.key) == (Outcome.CRASHED, "run.shapes.marked")
    assert found.message.facts["code"] == "self.x @ self.W.T"
    assert found.message.facts["shapes"] == "self.x (N=3, >D=4<), self.W.T (>M=5<, D=4)"
    line = next(n for n, line in enumerate(text.splitlines(), 1) if "self.W.T + self.b" in line)
    assert found.place is not None
    assert (found.place.line, found.place.column, found.place.end_column) == (line, 15, 32)


@pytest.mark.parametrize(
    ("line", "code", "shapes"),
    [
        ("np.dot(self.x, self.b[None])", "np.dot(self.x, self.b[None])", "self.x (N=3, D=4)"),
        ("np.dot(self.x, self.W.T)", "np.dot(self.x, self.W.T)", "self.x (N=3, >D=4<), self.W.T (>M=5<, D=4)"),
        ("self.x.dot(self.W.T)", "self.x.dot(self.W.T)", "self.x (N=3, >D=4<), self.W.T (>M=5<, D=4)"),
        ("self.x + self.W", "self.x + self.W", "self.x (>N=3<, >D=4<), self.W (>D=4<, >M=5<)"),
        ("self.x + self.b", "self.x + self.b", "self.x (N=3, >D=4<), self.b (>M=5<,)"),
        ("np.concatenate([self.x, self.W])", "np.concatenate([self.x, self.W])", "self.x (N=3, D=4), self.W (D=4, M=5)"),
        ("self.x.reshape(5, 7)", "self.x.reshape(5, 7)", "self.x (N=3, D=4)"),
        ("self.x[self.W > 0]", "self.x[self.W > 0]", "self.x (N=3, D=4)"),
        ("self.x[0, 0, 0]", "self.x[0, 0, 0]", "self.x (N=3, D=4)"),
    ],
)
async def test_shapes_are_told_where_the_operands_have_names(
    assessor: Assessor, lesson: Lesson, solution: str, line: str, code: str, shapes: str
) -> None:
    found = await check(assessor, lesson, solution.replace("self.x @ self.W + self.b", line))
    assert found.outcome is Outcome.CRASHED
    assert (found.message.facts.get("code"), found.message.facts.get("shapes")) == (code, shapes)


async def test_a_syntax_error_is_placed_in_characters(assessor: Assessor, lesson: Lesson) -> None:
    found = await check(assessor, lesson, "# あいう\nclass Affine:\n    あ = = 1\n")
    assert (found.outcome, found.message.key, found.message.facts["line"]) == (Outcome.CRASHED, "parse.line", 3)
    assert found.place == Place(3, 8, 3, 9)


@pytest.mark.parametrize("text", ["(" * 5000, "(" * 5000 + ")" * 5000, "-" * 100_000 + "1", "x = " + "[" * 3000])
async def test_brackets_without_number_are_no_python(assessor: Assessor, lesson: Lesson, text: str) -> None:
    found = await check(assessor, lesson, text)
    assert found.outcome is Outcome.CRASHED
    assert found.message.key in ("parse", "parse.line")


async def test_a_null_character_is_named_by_its_line(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    found = await check(assessor, lesson, "x = 1\n" + "y = '\0'\n" + solution)
    assert (found.message.key, found.message.facts) == ("parse.null", {"line": 2})


async def test_4_mb_of_source_are_refused_with_the_limit(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    found = await check(assessor, lesson, solution + "#" * (4 << 20))
    assert found.message.key == "parse.too-long"
    assert found.message.facts["limit"] == MAX_SOURCE


async def test_a_missing_name_is_asked_for(assessor: Assessor, lesson: Lesson) -> None:
    found = await check(assessor, lesson, "import numpy as np\n")
    assert (found.outcome, found.message.key, found.message.facts) == (Outcome.WRONG, "contract.missing", {"name": "Affine"})


async def test_a_name_that_is_like_the_missing_one_is_told(assessor: Assessor, lesson: Lesson) -> None:
    found = await check(assessor, lesson, "class Afine: pass\ndef helper(): pass\n")
    assert (found.message.key, found.message.facts) == ("contract.missing.near", {"name": "Affine", "near": "Afine"})


async def test_beside_a_missing_name_stands_what_the_file_defines_in_its_place(assessor: Assessor, lesson: Lesson) -> None:
    text = "from mine import Relu\nclass Layer: pass\ndef helper(): pass\n"
    found = await check(assessor, lesson, text)
    assert (found.outcome, found.message.key) == (Outcome.WRONG, "contract.missing.others")
    assert found.message.facts == {"name": "Affine", "others": "`Layer`, `helper`"}


async def test_the_pages_name_for_a_split_is_told_of(assessor: Assessor) -> None:
    page = "def shuffle_dataset(x, t):\n    return x, t\n"
    found = await check(assessor, Catalog().course.lessons["validation-split"], page)
    assert "`shuffle_dataset`" in Words("en").say(found.message)


async def test_prints_of_the_first_calls_are_shown_and_the_rest_counted(
    assessor: Assessor, lesson: Lesson, solution: str
) -> None:
    text = solution.replace("self.x_shape = x.shape", "self.x_shape = x.shape; print('x', x.shape)")
    found = await check(assessor, lesson, text)
    assert found.prints == "x (3, 4)\n"
    assert found.prints_lost > 0


async def test_a_warning_in_the_learners_own_line_becomes_a_note(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    text = solution.replace("self.x_shape = x.shape", "self.x_shape = x.shape; np.log(x * 0)")
    found = await check(assessor, lesson, text)
    assert found.outcome is Outcome.PASSED
    assert [note.key for note in found.notes] == ["note.warning"]
    assert "divide by zero" in Words("en").say(found.notes[0])


async def test_references_are_computed_once_a_seed(fresh: Assessor, lesson: Lesson) -> None:
    assert fresh.references(lesson, 1) is fresh.references(lesson, 1)
    assert fresh.references(lesson, 1) is not fresh.references(lesson, 2)
    await asyncio.gather(fresh.references(lesson, 1), fresh.references(lesson, 2))


async def test_a_right_answer_waits_for_the_model_answer_and_for_no_mistake(
    fresh: Assessor, lesson: Lesson, solution: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = fresh.record

    async def held_up(*given: Any) -> dict[str, Recording]:
        await record(*given)
        return await asyncio.Future()

    monkeypatch.setattr(fresh, "record", held_up)
    assert (await check(fresh, lesson, solution)).outcome is Outcome.PASSED
    assert not fresh.references(lesson, SEED).done()


async def test_a_lesson_whose_model_answer_fails_is_named(
    fresh: Assessor, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: Any) -> dict[str, Recording]:
        return {"solution": Recording(ending=Ending(End.DIED))}

    monkeypatch.setattr(fresh, "record", failing)
    with pytest.raises(BrokenLesson, match="affine-layer"):
        await fresh.references(lesson, 3)


async def test_a_cancelled_check_leaves_the_references_running(fresh: Assessor, lesson: Lesson) -> None:
    running = asyncio.create_task(check(fresh, lesson, "while True: pass"))
    await until(lambda: any(worker.listener for worker in fresh.pool.living), "a worker that has a job")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert isinstance(await fresh.references(lesson, SEED), References)


COPYING_FLOAT32 = """
import numpy as np


def numerical_gradient(f, x):
    if x.dtype != float:
        x = x.astype(float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + 1e-4
        above = f(x)
        x[i] = kept - 1e-4
        grad[i] = (above - f(x)) / 2e-4
        x[i] = kept
    return grad
"""


async def test_a_numerical_gradient_that_moves_a_copy_of_float32_arrays_passes_with_a_note(
    assessor: Assessor, catalog: Catalog
) -> None:
    found = await check(assessor, catalog.course.lessons["numerical-gradient"], COPYING_FLOAT32)
    cases = [note.facts["case"] for note in found.notes if note.key == "note.beyond"]
    assert (found.outcome, cases) == (Outcome.PASSED, ["f looks at a float32 array"])


@pytest.mark.parametrize("cast", [["W", "b"], ["W"]])
async def test_weights_cast_to_float32_pass_with_a_note_that_a_layer_holds_a_copy(
    assessor: Assessor, lesson: Lesson, solution: str, cast: list[str]
) -> None:
    for name in cast:
        solution = solution.replace(f"self.{name} = {name}\n", f"self.{name} = {name}.astype('f')\n")
    found = await check(assessor, lesson, solution)
    notes = [(note.facts["case"], note.facts["message"].key) for note in found.notes]
    assert found.outcome is Outcome.PASSED
    assert ("N=3", "forward.seven-digits") in notes
    assert "updated" in [case for case, _ in notes]


async def test_a_long_visit_keeps_the_latest_references_only(fresh: Assessor, catalog: Catalog, lesson: Lesson) -> None:
    lessons = [catalog.course.lessons[name] for name in ("and-gate", "relu")]
    first = fresh.references(lesson, SEED)
    await first
    for seed in range(6):
        await asyncio.gather(*(fresh.references(one, seed) for one in lessons))
    assert fresh.references(lesson, SEED) is not first
    latest = fresh.references(lessons[1], 5)
    assert latest.done()


async def test_the_checks_that_run_are_the_lessons_file_to_the_letter(
    assessor: Assessor, catalog: Catalog, lesson: Lesson, solution: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[dict[str, Any]] = []

    async def keep(job: dict[str, Any], *_: object, **__: object) -> Never:
        jobs.append(job)
        raise RuntimeError("seen enough")

    monkeypatch.setattr(assessor.pool, "check", keep)
    with pytest.raises(RuntimeError):
        await assessor.record(lesson, assessor.reference_texts(lesson), SEED)
    jobs.append(assessor.answer_job(lesson, solution, FILE, SEED, [GRADIENT_CHECK]))
    assert {job["checks"] for job in jobs} == {catalog.text(lesson.id, "checks.py")}


async def test_only_the_model_answers_run_tells_what_went_in(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    runs = await assessor.record(lesson, assessor.reference_texts(lesson), SEED)
    telling = {name for name, run in runs.items() if any(record.what == "given" for record in run.records)}
    assert telling == {"solution"}
    answer = (await assessor.pool.check(assessor.answer_job(lesson, solution, FILE, SEED), 5.0))["answer"]
    assert not any(record.what == "given" for record in answer.records)


async def test_a_learners_own_gradient_check_has_a_say(assessor: Assessor, lesson: Lesson, solution: str) -> None:
    found = await assessor.check(lesson, solution, file=FILE, seed=SEED, mine=[GRADIENT_CHECK])
    assert (found.outcome, [note.key for note in found.notes]) == (Outcome.PASSED, ["note.vote-yes"])
    models = GRADIENT_CHECK._replace(owner="model")
    assert (await assessor.check(lesson, solution, file=FILE, seed=SEED, mine=[models])).notes == ()


async def test_a_parser_that_trips_over_itself_leaves_the_verdict_as_it_is(
    assessor: Assessor, lesson: Lesson, solution: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python before 3.11.8 may say so of a text that is in order (cpython, gh-106905)."""
    found = await check(assessor, lesson, solution.replace("dout @ self.W.T", "dout @ self.W.T * 1.7"))

    def trip(_: str) -> None:
        raise SystemError("AST constructor recursion depth mismatch")

    monkeypatch.setattr("tutor.judge.mending.edits.Text.parse", trip)
    assert leaves_open(found)
    assert await assessor.explain(lesson, "", found) is found
