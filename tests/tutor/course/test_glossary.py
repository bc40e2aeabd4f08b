"""The glossary: terms by name, and the terms that a text mentions."""

from pathlib import Path

import pytest

from tutor.course.catalog import BadLesson, course_folder
from tutor.course.glossary import linked, links, load, mentioned, named


def test_every_term_of_the_course_has_a_sentence_in_both_languages_and_a_name_of_its_own() -> None:
    terms = load(course_folder())
    assert len(terms) >= 40
    assert all(term.sentence and term.sentence_ja and term.ja for term in terms)
    assert len({term.id for term in terms}) == len(terms)


def test_a_text_gets_the_terms_it_mentions_in_order() -> None:
    text = "The loss falls when we step against the gradient, for every weight."
    assert [term.id for term in mentioned(load(course_folder()), text)] == ["loss", "gradient", "weight"]


def test_a_word_inside_another_word_is_no_mention() -> None:
    assert not mentioned(load(course_folder()), "Reshaped lossless layering; one-hot-ish")


def test_a_japanese_text_is_searched_for_the_japanese_names() -> None:
    found = mentioned(load(course_folder()), "勾配は逆伝播で求める。")
    assert [term.id for term in found] == ["gradient", "backward"]


def test_a_course_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    assert load(tmp_path) == ()


def test_a_term_without_a_sentence_is_named(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text('[[terms]]\nid = "x"\nterm = "x"\n')
    with pytest.raises(BadLesson, match=r'the term x has no sentence; write sentence = "\.\.\."'):
        load(tmp_path)


def test_a_text_links_to_terms_by_brackets_and_code_does_not() -> None:
    text = "A [bias] and its [weights]: `[axis]`, w[i], (y)[k], [0, 1], [there](place)."
    assert links(f"{text}\n\n    [loss]\n\n- [x] yes\n$$ [gradient] $$\n") == ("bias", "weights")


def test_a_link_finds_its_term_by_any_of_its_names_whatever_their_case() -> None:
    terms = load(course_folder())
    found = [named(terms, name) for name in ("Weights", "mini-batch", "重み", "損失", "scores (logits)")]
    assert [term and term.id for term in found] == ["weight", "batch", "weight", "loss", "logits"]
    assert named(terms, "weigh") is None


def test_the_terms_that_a_text_links_to_come_once_and_in_its_order() -> None:
    terms = load(course_folder())
    assert [term.id for term in linked(terms, "[weights], a [bias], another [weight], [no such thing]")] == [
        "weight",
        "bias",
    ]


def test_no_two_terms_go_by_the_same_name() -> None:
    names = [name.casefold() for term in load(course_folder()) for name in set(map(str.casefold, term.names))]
    assert {name for name in names if names.count(name) > 1} == set()


def test_every_term_has_the_name_that_a_book_gives_it_and_the_section() -> None:
    for term in load(course_folder()):
        assert "1" in dict(term.books), term.id
        assert all(name.endswith(")") and "(" in name for _, name in term.books), term.id
