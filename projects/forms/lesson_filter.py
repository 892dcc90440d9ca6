"""What people may ask the register of lessons for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from city.models import Topic
from core.forms import LineField
from projects.models import Lesson

MAX_SEARCH = 200


class LessonFilterForm(forms.Form):
    """A word and a topic; what cannot be understood is left out."""

    q = LineField(
        label=_("Ord i erfaringen"),
        required=False,
        max_length=MAX_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    emne = forms.ChoiceField(label=_("Emne"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(is_active=True).values_list("slug", "name")
        self.fields["emne"].choices = [("", _("Alle emner")), *topics]  # type: ignore[attr-defined]

    def narrowed(self, rows: QuerySet[Lesson]) -> QuerySet[Lesson]:
        self.is_valid()
        if topic := self.cleaned_data.get("emne"):
            rows = rows.filter(project__topics__slug=topic)
        for word in (self.cleaned_data.get("q") or "").split()[:8]:
            stands = Q(title__icontains=word) | Q(tried__icontains=word)
            rows = rows.filter(stands | Q(result__icontains=word) | Q(again__icontains=word))
        return rows

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)
