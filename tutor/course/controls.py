"""The controls of a lab as both faces treat them: where they begin, which of them do something now, how a value is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from tutor.course.drawing import Ink
from tutor.model import Control, LabPlan

Setting: TypeAlias = "float | str"  # a control's number, or what is drawn on a sheet
Settings: TypeAlias = Mapping[str, Setting]

VIEW = "view"  # the control that says which of a lab's experiments is seen


def defaults(plan: LabPlan) -> dict[str, Setting]:
    """Every control where it begins, and a blank sheet."""
    settings: dict[str, Setting] = {control.name: control.default for control in plan.controls}
    return settings | ({plan.sheet.name: str(Ink())} if plan.sheet else {})


def view_of(plan: LabPlan, settings: Settings) -> str:
    """The experiment that is seen, by the name of its choice; "" in a lab that has one alone."""
    control = next((control for control in plan.controls if control.name == VIEW), None)
    return control.choices[int(settings[VIEW])] if control and control.choices else ""


def in_view(plan: LabPlan, settings: Settings) -> Iterator[Control]:
    """The controls that do something in the experiment that is seen."""
    view = view_of(plan, settings)
    return (control for control in plan.controls if control.view in ("", view))


def sheet_in_view(plan: LabPlan, settings: Settings) -> bool:
    """Whether there is something to draw on now."""
    return plan.sheet is not None and plan.sheet.view in ("", view_of(plan, settings))


def told(control: Control, value: float, labels: Mapping[str, str]) -> str:
    """A value in words where it is a choice, else in figures."""
    if not control.choices:
        return f"{value:g}"
    choice = control.choices[int(value)]
    return labels.get(choice, choice)
