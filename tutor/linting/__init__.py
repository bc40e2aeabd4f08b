"""What every lesson is held to before learners see it: its folder, its words, and how its programs behave.

A flaw is told as place, fault and cure, in English: those who read it write lessons.
"""

from tutor.linting.course import LessonDraft, open_draft
from tutor.linting.flaws import Flaw
from tutor.linting.run import NORMAL, THOROUGH, Effort, lint

__all__ = ["NORMAL", "THOROUGH", "Effort", "Flaw", "LessonDraft", "lint", "open_draft"]
