import pytest
from django.template.loader import get_template

from notifications.kinds import (
    Lane,
    MessageKind,
    UnknownKind,
    all_kinds,
    always,
    get_kind,
    register,
)
from notifications.models import Message


def test_a_kind_is_found_by_its_code(news):
    assert get_kind("test.news") is news


def test_an_unknown_kind_is_said_so(news):
    with pytest.raises(UnknownKind):
        get_kind("test.nothing")


def test_two_kinds_cannot_have_one_code(news):
    with pytest.raises(ValueError, match=r"test\.news"):
        register(MessageKind("test.news", "Andet", Lane.BULK, "testmail/other"))


def test_a_kind_may_be_registered_again_as_it_is(news):
    register(news)

    assert all_kinds().count(news) == 1


def test_kinds_are_due_unless_they_say_otherwise():
    assert always(None, Message()) is True


def test_every_kind_has_its_templates():
    for kind in all_kinds():
        ends = ("subject.txt", "body.txt", "body.html") if kind.template else ()
        for end in (*ends, "notice.txt") if kind.is_chosen else ends:
            get_template(f"{kind.template}_{end}")
