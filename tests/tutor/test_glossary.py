"""The glossary: terms by name, and the terms that a text mentions."""

import pytest

from tutor.catalog import BadLesson, course_folder
from tutor.glossary import load, mentioned


def test_every_term_of_the_course_has_a_sentence_in_both_languages_and_a_name_of_its_own():
    terms = load(course_folder())
    assert len(terms) >= 40
    assert all(term.sentence and term.sentence_ja and term.ja for term in terms)
    assert len({term.id for term in terms}) == len(terms)


def test_a_text_gets_the_terms_it_mentions_in_order():
    text = "The loss falls when we step against the gradient, for every weight."
    assert [term.id for term in mentioned(load(course_folder()), text)] == ["loss", "gradient", "weight"]


def test_a_word_inside_another_word_is_no_mention():
    assert not mentioned(load(course_folder()), "Reshaped lossless layering; one-hot-ish")


def test_a_japanese_text_is_searched_for_the_japanese_names():
    found = mentioned(load(course_folder()), "勾配は逆伝播で求める。")
    assert [term.id for term in found] == ["gradient", "backward"]


def test_a_course_without_a_glossary_has_no_terms(tmp_path):
    assert load(tmp_path) == ()


def test_a_term_without_a_sentence_is_named(tmp_path):
    (tmp_path / "glossary.toml").write_text('[[terms]]\nid = "x"\nterm = "x"\n')
    with pytest.raises(BadLesson, match=r'the term x has no sentence; write sentence = "\.\.\."'):
        load(tmp_path)
