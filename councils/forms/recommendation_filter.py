"""What people may ask the list of recommendations for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.models import Body, Recommendation
from councils.models.recommendation import RecommendationQuerySet

DONE = "gennemfoert"
# The words of the address.
STATES = {
    "venter": Recommendation.Status.SENT,
    "foelges": Recommendation.Status.FOLLOWED,
    "delvist": Recommendation.Status.PARTLY,
    "foelges-ikke": Recommendation.Status.REJECTED,
}


class RecommendationFilterForm(forms.Form):
    """Filters of the list; what cannot be understood is left out."""

    raad = forms.ModelChoiceField(
        label=_("Fra"), queryset=Body.objects.none(), required=False, empty_label=_("Alle råd")
    )
    svar = forms.ChoiceField(
        label=_("Svaret"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("venter", _("Venter på svar")),
            ("foelges", _("Følges")),
            ("delvist", _("Følges delvist")),
            ("foelges-ikke", _("Følges ikke")),
            (DONE, _("Gennemført")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = Recommendation.objects.values("body")
        body = self.fields["raad"]
        assert isinstance(body, forms.ModelChoiceField)
        body.queryset = Body.objects.published().filter(pk__in=made)

    def narrowed(self, rows: RecommendationQuerySet) -> RecommendationQuerySet:
        self.is_valid()
        if body := self.cleaned_data.get("raad"):
            rows = rows.filter(body=body)
        asked = self.cleaned_data.get("svar")
        if asked == DONE:
            return rows.filter(done_on__isnull=False)
        return rows.filter(status=STATES[asked]) if asked in STATES else rows

    @property
    def is_used(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)
