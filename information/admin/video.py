"""Films: uploaded, given captions and words, published and taken down."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import received_at
from core.languages import name_of
from information.admin.publication import PublicationAdmin
from information.forms.media import CaptionsForm, CaptionsFormSet, VideoForm
from information.models import Attachment, Captions, Video
from information.services.media import add_video
from information.services.publications import note_change


class CaptionsInline(admin.StackedInline):
    model = Captions
    form = CaptionsForm
    formset = CaptionsFormSet
    extra = 1

    def _may(self, request, obj):
        return request.user.has_perm("information.change_video", obj)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("information.view_video", obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)


@admin.register(Video)
class VideoAdmin(PublicationAdmin):
    """A film is published when everybody can follow it: its page says what is missing."""

    change_form_template = "admin/information/video/change_form.html"
    rich_texts = ("transcript",)
    form = VideoForm
    inlines = [CaptionsInline]
    list_display = ["title", "length", "languages", *PublicationAdmin.list_display[1:]]
    search_fields = ["title", "lead"]
    search_help_text = gettext_lazy("Søg i titel og beskrivelse.")
    ordering = ["-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("captions")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "poster":
            kwargs["queryset"] = Attachment.objects.of_departments_of(request.user).pictures()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request, obj=None):
        words = ["title", "lead", "transcript", "poster", "department", "review_on"]
        first = "shown" if obj else "upload"
        return [(None, {"fields": [first, *words]})]

    def get_readonly_fields(self, request, obj=None):
        return ["shown"] if obj else []

    @admin.display(description=gettext_lazy("varighed"))
    def length(self, video):
        return f"{video.duration_seconds // 60}:{video.duration_seconds % 60:02}"

    @admin.display(description=gettext_lazy("undertekster"))
    def languages(self, video):
        return ", ".join(name_of(row.language) for row in video.captions.all()) or "–"

    @admin.display(description=gettext_lazy("filmen"))
    def shown(self, video):
        return format_html(
            '<video class="thumb--large" src="{}" controls preload="none" aria-label="{}"></video>',
            reverse("information:video_file", args=[video.pk, video.slug]),
            video.title,
        )

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        by, at = request.user, received_at(request)
        if change:
            super().save_model(request, obj, form, change)
            return
        fields = {name: form.cleaned_data[name] for name in VideoForm.Meta.fields}
        inspected = form.cleaned_data["upload"]
        self.take_over(obj, add_video(inspected, by=by, at=at, **fields))

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if change and formset.has_changed():
            note = _("undertekster")
            note_change(form.instance, note=note, by=request.user, at=received_at(request))
