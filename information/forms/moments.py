"""When a text becomes public, and when it is to be looked through again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import at_clock, comes_twice
from core.day_fields import DayField

NOW, LATER = "now", "later"


class ClockInput(forms.TimeInput):
    """The browser's own field for a time of day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PublishForm(forms.Form):
    """Now, or a day and a time on the municipality's clocks."""

    when = forms.ChoiceField(
        label=gettext_lazy("Hvornår?"),
        choices=[(NOW, gettext_lazy("Nu")), (LATER, gettext_lazy("På en bestemt dag"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = DayField(
        label=gettext_lazy("Dag"),
        required=False,
        help_text=gettext_lazy("Kun hvis du har valgt en bestemt dag. Højst to år frem."),
    )
    clock = forms.TimeField(
        label=gettext_lazy("Klokkeslæt"),
        required=False,
        widget=ClockInput,
        help_text=gettext_lazy("Tomt: kl. 8.00."),
    )
    # Whether the clocks show the time chosen twice that night.
    is_twice = False

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        fields["public_from"] = None
        if fields.get("when") != LATER or self.errors:
            return fields
        if not fields.get("day"):
            self.add_error("day", _("Vælg en dag."))
            return fields
        clock = fields.get("clock") or datetime.min.time().replace(hour=8)
        moment = at_clock(fields["day"], clock)
        if moment is None:
            message = _(
                "Den nat bliver uret stillet frem fra kl. 2 til kl. 3, så kl. %(clock)s findes "
                "ikke. Vælg et andet klokkeslæt."
            )
            self.add_error("clock", message % {"clock": f"{clock.hour}.{clock:%M}"})
            return fields
        if moment <= timezone.now():
            self.add_error(
                "day", _("Det tidspunkt er gået. Vælg et, der ligger i fremtiden, eller vælg »Nu«.")
            )
            return fields
        self.is_twice = comes_twice(moment)
        fields["public_from"] = moment
        return fields


class ReviewForm(forms.Form):
    """The next day on which somebody looks the text through; none is a choice too."""

    review_on = DayField(
        label=gettext_lazy("Skal ses efter igen senest"),
        required=False,
        help_text=gettext_lazy("Tomt: arbejdspladsen minder ikke om det."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"review_on": in_a_year(timezone.localdate())})
        super().__init__(*args, **kwargs)

    def clean_review_on(self) -> date | None:
        day: date | None = self.cleaned_data["review_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Vælg en dag, der ligger i fremtiden."))
        return day


def in_a_year(day: date) -> date:
    return day + timedelta(days=365)
