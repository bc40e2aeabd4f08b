"""What a learner's file is made from: the lesson's stub, or for one that opens with an earlier lesson, both together."""

from __future__ import annotations

from tutor.course.catalog import BadLesson, Catalog
from tutor.course.continuing import continued
from tutor.model import Message
from tutor.text.messages import Words


def stub_of(catalog: Catalog, lesson: str, words: Words, passed: str | None = None) -> str:
    """A lesson's stub as it is handed out, with a comment on top that says whose code it opens with.

    passed: the learner's text that passed the lesson which this one opens with, if it has. Raises BadLesson.
    """
    facts, stub = catalog.course.lessons[lesson], catalog.text(lesson, "stub.py")
    if not facts.opens_with:
        return stub
    if facts.opens_with not in catalog.course.lessons:
        file = catalog.folder / lesson / "lesson.toml"
        raise BadLesson(file, f"opens_with = {facts.opens_with!r}", "write the id of an earlier lesson")
    told = {"lesson": facts.opens_with, "name": ", ".join(facts.defines)}
    own = continued(passed, stub) if passed is not None else None
    if passed is not None and own is not None:
        return _headed(words, Message("stub.yours-whole" if own.kept else "stub.yours", told), own.text)
    text = _models(catalog, facts.opens_with, stub)
    return _headed(words, Message("stub.model" if passed is None else "stub.model-instead", told), text)


def _models(catalog: Catalog, opens_with: str, stub: str) -> str:
    found = continued(catalog.text(opens_with, "solution.py"), stub)
    if found is None or found.kept:
        file = catalog.folder / opens_with / "solution.py"
        raise BadLesson(file, "has no class to which a later stub can add", "define it, without what that stub asks for")
    return found.text


def _headed(words: Words, whose: Message, text: str) -> str:
    return f"# {words.say(whose)}\n{text}"
