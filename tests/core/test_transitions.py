from dataclasses import dataclass

import pytest

from core.transitions import TransitionNotAllowed, require_status


@dataclass
class Paper:
    status: str

    def get_status_display(self) -> str:
        return {"draft": "kladde", "sent": "sendt"}[self.status]


def test_an_allowed_status_passes() -> None:
    require_status(Paper("draft"), "draft", "sent")


def test_any_other_status_is_refused_and_named_in_danish() -> None:
    with pytest.raises(TransitionNotAllowed) as refusal:
        require_status(Paper("sent"), "draft")

    assert str(refusal.value) == "Det kan ikke lade sig gøre, for status er nu “sendt”."


def test_a_transition_has_a_sentence_for_people_even_without_a_message() -> None:
    assert (
        TransitionNotAllowed().message
        == "Det kan ikke lade sig gøre nu. Der er sket noget siden sidst."
    )
