"""What who runs a project, and its team, write of what is new."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files import InspectedFile, inspect_upload
from core.forms import GuardedLineField, GuardedTextField
from projects.models import Update
from projects.pictures_given import Picture

PICTURES = ("image/png", "image/jpeg", "image/webp")
PICTURE_WIDTH = 1200
MOST_PICTURES = 3
LONGEST_UPDATE = 8000


class PictureField(forms.FileField):
    """A picture, looked into before it is kept; what is hidden in it is gone."""

    def clean(self, data: Any, initial: Any = None) -> InspectedFile | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        inspected = inspect_upload(upload, max_width=PICTURE_WIDTH)
        if inspected.content_type not in PICTURES:
            raise forms.ValidationError(_("Vælg et billede: PNG, JPG eller WebP."))
        return inspected


class UpdateForm(forms.Form):
    """What is new, with up to three pictures. Each picture says what one sees on it."""

    title = GuardedLineField(label=gettext_lazy("Overskrift"), max_length=120)
    text = GuardedTextField(
        label=gettext_lazy("Hvad er der sket?"),
        max_length=LONGEST_UPDATE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Alle kan læse det. Skriv ingen navne på folk, du ikke har spurgt."),
    )

    def __init__(self, *args: Any, update: Update | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = MOST_PICTURES - (update.pictures.count() if update else 0)
        self.places = range(1, max(room, 0) + 1)
        for place in self.places:
            self.fields[f"picture_{place}"] = PictureField(
                label=_("Billede %(n)d") % {"n": place},
                required=False,
                help_text=_("PNG, JPG eller WebP. Spørg dem, der kan kendes på det.")
                if place == 1
                else "",
            )
            self.fields[f"alt_{place}"] = GuardedLineField(
                label=_("Hvad viser billede %(n)d?") % {"n": place},
                max_length=200,
                required=False,
                help_text=_("For dem, der ikke kan se det.") if place == 1 else "",
            )
            self.fields[f"credit_{place}"] = GuardedLineField(
                label=_("Fotograf, billede %(n)d") % {"n": place}, max_length=120, required=False
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for place in self.places:
            if said.get(f"picture_{place}") and not said.get(f"alt_{place}"):
                self.add_error(f"alt_{place}", _("Skriv, hvad man ser på billedet."))
        return said

    def written(self) -> dict[str, Any]:
        """Return the words and the pictures as the service takes them."""
        said = self.cleaned_data
        pictures = [
            Picture(said[f"picture_{place}"], said[f"alt_{place}"], said[f"credit_{place}"])
            for place in self.places
            if said.get(f"picture_{place}")
        ]
        return {"title": said["title"], "text": said["text"], "pictures": pictures}
