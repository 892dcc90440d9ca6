"""What people may ask the search for. The words of the address are ours: none is a column's."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from city.models import Area
from core.forms import LineField
from portal.search.asking import MAX_LETTERS
from portal.search.lookup import Filters
from portal.search.sources import kinds


class SearchForm(forms.Form):
    """The words and the choices. What cannot be understood is left out."""

    PARAMETERS = {"kind": "slags", "area": "bydel", "only_open": "aaben", "exact": "praecis"}

    # No max_length: the beginning of a long question is used, and the page says so.
    q = LineField(
        label=_("Søg på hele siden"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": MAX_LETTERS}),
    )
    kind = forms.ChoiceField(required=False)
    area = forms.ChoiceField(required=False)
    only_open = forms.BooleanField(required=False)
    exact = forms.BooleanField(required=False)

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.slug: area for area in areas}
        self.fields["kind"].choices = [(code, code) for code in kinds()]  # type: ignore[attr-defined]
        self.fields["area"].choices = [(slug, slug) for slug in self._areas]  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        return self.PARAMETERS.get(field_name, field_name)

    def said(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    def filters(self) -> Filters:
        area = self._areas.get(self.said("area"))
        return Filters(
            kind=self.said("kind"),
            area=area.pk if area else None,
            only_open=bool(self.said("only_open")),
        )
