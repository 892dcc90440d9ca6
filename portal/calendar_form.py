"""What people may ask the calendar for. The words of the address are ours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Area, Topic
from core.calendar import Sort
from councils.calendar_entries import events_of_body
from councils.models import Body


class CalendarFilterForm(forms.Form):
    """Four choices, all of which may stay open. What cannot be understood is left out."""

    PARAMETERS = {"sort": "slags", "area": "bydel", "topic": "emne", "body": "organ"}

    sort = forms.ChoiceField(label=_("Slags"), required=False)
    area = forms.ChoiceField(label=_("Bydel"), required=False)
    topic = forms.ChoiceField(label=_("Emne"), required=False)
    body = forms.ChoiceField(label=_("Råd eller udvalg"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys: dict[str, dict[str, int]] = {}
        self._offer("sort", _("Alt"), Sort.choices)
        named = (("area", _("Alle bydele"), Area), ("topic", _("Alle emner"), Topic))
        for name, everything, model in named:
            rows = model.objects.filter(is_active=True).values_list("slug", "name", "pk")
            self._offer_rows(name, everything, list(rows))
        bodies = Body.objects.published().filter(ended_on=None).values_list("pk", "name", "pk")
        self._offer_rows("body", _("Alle"), [(str(pk), name, pk) for pk, name, _same in bodies])

    def _offer_rows(self, field: str, everything: Any, rows: list[tuple[str, str, int]]) -> None:
        self.keys[field] = {code: pk for code, _name, pk in rows}
        self._offer(field, everything, [(code, name) for code, name, _pk in rows])

    def _offer(self, field: str, everything: Any, choices: Any) -> None:
        self.fields[field].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        return self.PARAMETERS.get(field_name, field_name)

    def asked(self) -> dict[str, Any]:
        """Return what was understood, as `core.calendar.Asked` wants it."""
        body = self._key("body")
        return {
            "sort": self._said("sort"),
            "area": self._key("area"),
            "topic": self._key("topic"),
            "body": body,
            "events_of_body": events_of_body(body) if body else None,
        }

    def chosen(self) -> dict[str, str]:
        """Return the part of the address that says what was chosen."""
        return {self.add_prefix(name): said for name in self.fields if (said := self._said(name))}

    def words(self) -> list[str]:
        """Return what was chosen in words."""
        return [
            str(dict(self.fields[name].choices)[said])  # type: ignore[attr-defined]
            for name in self.fields
            if (said := self._said(name))
        ]

    def _key(self, name: str) -> int | None:
        return self.keys[name].get(self._said(name))

    def _said(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name) or ""
