"""A lesson's links to the glossary: each leads to a term, and the terms that matter are linked where they come first."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.course.catalog import Catalog
from tutor.course.glossary import links, load, named
from tutor.course.prose import Prose
from tutor.linting.flaws import Flaw
from tutor.model import Lesson

LEAST_TERMS = 2  # that a lesson links to in its introduction and steps
PLAIN = ("Quiz", "Predict", "Stage", "Hint", "Nudge", "Mistake", "Beyond", "Label")  # shown where no link can be followed


def terms(catalog: Catalog, lesson: Lesson, language: str, prose: Prose) -> Iterator[Flaw]:
    """The flaws in one language. A course without a glossary has nothing to link to."""
    place, known = f"{lesson.id}/{language}.md", load(catalog.folder)
    for section in prose.sections:
        for name in links(section.body):
            if section.kind in PLAIN:
                fault = f"links to {name} in `## {section.kind} {section.key}`, where nobody can follow it"
                yield Flaw("terms", f"{place}:{section.line}", fault, "leave the brackets away")
    pages = [(2, prose.intro), *((section.line, section.body) for section in prose.sections if section.kind not in PLAIN)]
    for line, text in pages:
        for name in links(text):
            if named(known, name) is None:
                cure = "add it to glossary.toml, under `words` if it is a form of another one"
                yield Flaw("terms", f"{place}:{line}", f"links to {name}, which is no term", cure)
    read = "\n\n".join([prose.intro, *(section.body for section in prose.of("Step"))])
    if language == "en" and known and len(links(read)) < LEAST_TERMS:
        cure = f"put brackets around the first mention of those that matter, {LEAST_TERMS} at least: [bias]"
        yield Flaw("terms", place, f"links to {len(links(read))} terms", cure)
