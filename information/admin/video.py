"""Films: uploaded, given captions and words, published and taken down."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from core.clock import received_at
from core.editor import allow_editor
from core.languages import name_of
from core.transitions import TransitionNotAllowed
from hearings.admin.base import staff_page
from information.admin.base import StageFilter
from information.admin.media import EditorsAdmin, MyDepartmentFilter
from information.forms.media import CaptionsForm, CaptionsFormSet, VideoForm
from information.models import Captions, Video
from information.services.media import (
    add_video,
    change_video,
    note_captions,
    publish_video,
    withdraw_video,
)

Stage = Video.Stage
# Code -> where it stands in the address, its name, and when it can be taken.
STEPS = {
    "publish": ("offentliggoer", gettext_lazy("Offentliggør"), (Stage.DRAFT, Stage.WITHDRAWN)),
    "withdraw": ("tag-ned", gettext_lazy("Tag filmen ned"), (Stage.PUBLIC, Stage.SCHEDULED)),
}


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
class VideoAdmin(EditorsAdmin):
    form = VideoForm
    inlines = [CaptionsInline]
    list_display = ["title", "stage_name", "length", "languages", "department"]
    list_filter = [StageFilter, MyDepartmentFilter]
    list_select_related = ["department"]
    list_per_page = 50
    search_fields = ["title", "lead"]
    search_help_text = gettext_lazy("Søg i titel og beskrivelse.")
    ordering = ["-pk"]

    def get_urls(self):
        own = [
            path(
                f"<dbint:pk>/{address}/",
                self.admin_site.admin_view(getattr(self, code)),
                name=f"information_video_{code}",
            )
            for code, (address, _label, _stages) in STEPS.items()
        ]
        return own + super().get_urls()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("captions")

    def get_fieldsets(self, request, obj=None):
        words = ["title", "lead", "transcript", "poster", "department", "review_on"]
        first = "shown" if obj else "upload"
        return [(None, {"fields": [first, *words]})]

    def get_readonly_fields(self, request, obj=None):
        return ["shown"] if obj else []

    @admin.display(description=gettext_lazy("hvor den er"))
    def stage_name(self, video):
        return video.stage(timezone.now()).label

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

    # --- The form page --------------------------------------------------------------------
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return allow_editor(response)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["show_save_and_add_another"] = False
        if obj and self.has_change_permission(request, obj):
            at = received_at(request)
            context["state"] = obj.stage(at).label
            context["missing"] = obj.missing()
            context["steps"] = [
                {
                    "label": label,
                    "url": reverse(f"admin:information_video_{code}", args=[obj.pk]),
                    "is_main": code == "publish",
                    "is_grave": code == "withdraw",
                }
                for code, (_address, label, stages) in STEPS.items()
                if obj.stage(at) in stages
            ]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        by, at = request.user, received_at(request)
        if change:
            changed = [name for name in form.changed_data if name != "upload"]
            change_video(obj, changed=changed, by=by, at=at)
            return
        fields = dict(form.cleaned_data)
        inspected = fields.pop("upload")
        self.take_over(obj, add_video(inspected, by=by, at=at, **fields))

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if change and formset.has_changed():
            note = _("undertekster")
            note_captions(form.instance, note=note, by=request.user, at=received_at(request))

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        """Stay on the draft: publishing is next."""
        request.POST = request.POST.copy()
        request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    # --- Steps ----------------------------------------------------------------------------
    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        video = self._fetch(request, pk, "publish")
        missing = video.missing()
        if request.method == "POST" and not missing:
            publish_video(video, by=request.user, at=received_at(request))
            return self._done(request, video, _("Filmen »%(title)s« er offentlig."))
        consequences = [_("Alle kan se filmen med det samme, med undertekster og i ord.")]
        return self._page(request, video, "publish", consequences, warnings=missing)

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        video = self._fetch(request, pk, "withdraw")
        if request.method == "POST":
            withdraw_video(video, by=request.user, at=received_at(request))
            return self._done(request, video, _("Filmen »%(title)s« er taget ned."))
        consequences = [
            _("Ingen kan se filmen mere, fra det øjeblik du trykker."),
            _("I tekster, der viser den, bliver linket stående uden afspiller."),
            _("Du kan offentliggøre den igen."),
        ]
        return self._page(request, video, "withdraw", consequences)

    def _fetch(self, request: HttpRequest, pk: int, code: str) -> Video:
        """Fetch by department (404), ask the right (403), then the moment (409)."""
        video = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm(f"information.{code}_video", video):
            raise PermissionDenied
        stage = video.stage(received_at(request))
        if stage not in STEPS[code][2]:
            raise TransitionNotAllowed(
                _("»%(step)s« kan ikke lade sig gøre: filmen er nu »%(stage)s«.")
                % {"step": STEPS[code][1], "stage": stage.label}
            )
        return video

    def _page(
        self, request: HttpRequest, video: Video, code: str, sentences: list[str], **more: Any
    ) -> HttpResponse:
        context = {
            "title": STEPS[code][1],
            "object": video,
            "step": STEPS[code][1],
            "is_grave": code == "withdraw",
            "consequences": sentences,
            "told": 0,
            "cancel_url": reverse("admin:information_video_change", args=[video.pk]),
            **more,
        }
        return staff_page(request, "admin/step_confirm.html", context)

    def _done(self, request: HttpRequest, video: Video, sentence: str) -> HttpResponse:
        messages.success(request, sentence % {"title": video.title})
        return redirect("admin:information_video_change", video.pk)
