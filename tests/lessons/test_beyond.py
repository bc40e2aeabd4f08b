"""What a check beyond the page tries, the lesson says in its own words: a note is numbers and those words, no guess."""

from __future__ import annotations

from tutor.course.catalog import Catalog
from tutor.judge.assess import Assessor
from tutor.judge.pool import Pool

ANYWHERE = ("dout",)  # a layer that writes into dout: the sentence for it serves every lesson


async def test_every_case_that_is_beyond_the_page_throughout_is_told_of() -> None:
    catalog, silent = Catalog(), []
    async with Pool(spares=0) as pool:
        assessor = Assessor(catalog, pool)
        for name in catalog.course.order:
            lesson = catalog.course.lessons[name]
            if lesson.kind == "quiz":
                continue
            text = assessor.reference_texts(lesson)["solution"]
            run = (await assessor.record(lesson, {"solution": text}, 0))["solution"]
            prose = catalog.prose(name, "en")
            silent += [
                f"{name}: {record.name}"
                for record in run.records
                if record.beyond and record.rule != "shown" and record.variable not in ANYWHERE
                if prose.beyond(record.variable, record.case) is None
            ]
    assert silent == []
