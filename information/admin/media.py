"""The editors' library, as a list with thumbnails and as what the editor's dialog asks for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import format_date, received_at
from information.admin.base import DepartmentFilter, EditorAdmin
from information.forms.media import AttachmentForm
from information.models import Attachment
from information.services.media import add_attachment, change_attachment, remove_attachment
from information.uses import uses_of

MAX_ITEMS = 60


class FileKindFilter(admin.SimpleListFilter):
    title = gettext_lazy("slags")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [("picture", gettext_lazy("billeder")), ("file", gettext_lazy("filer"))]

    def queryset(self, request, queryset):
        return of_kind(queryset, self.value())


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("brug")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", gettext_lazy("bruges")), ("no", gettext_lazy("bruges ikke"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.used()
        return queryset.unused() if self.value() == "no" else queryset


def of_kind(rows: Any, kind: str | None) -> Any:
    if kind == "picture":
        return rows.pictures()
    return rows.exclude(content_type__startswith="image/") if kind == "file" else rows


@admin.register(Attachment)
class AttachmentAdmin(EditorAdmin):
    stays_on_new = False
    form = AttachmentForm
    list_display = ["title", "thumbnail", "about", "use", "department", "uploaded"]
    list_filter = [FileKindFilter, UseFilter, DepartmentFilter]
    list_select_related = ["department"]
    list_per_page = 30
    search_fields = ["title", "alt", "original_name"]
    search_help_text = gettext_lazy("Søg i titel, billedets beskrivelse og filnavn.")
    ordering = ["-uploaded_at", "-pk"]
    actions = None

    def get_urls(self):
        own = path(
            "bibliotek/",
            self.admin_site.admin_view(self.library),
            name="information_attachment_library",
        )
        return [own, *super().get_urls()]

    def get_queryset(self, request):
        used = Attachment.objects.used().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_used=Exists(used))

    def get_fieldsets(self, request, obj=None):
        words = ["title", "alt", "credit", "department"]
        if obj is None:
            return [(None, {"fields": ["upload", *words]})]
        return [(None, {"fields": ["shown", *words, "address", "used_on"]})]

    def get_readonly_fields(self, request, obj=None):
        shown = ["shown", "address", "used_on"] if obj else []
        return [*shown, "department"] if obj and obj.is_used else shown

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What no text shows may go."""
        if obj is None or not self.has_change_permission(request, obj):
            return False
        return not Attachment.objects.used().filter(pk=obj.pk).exists()

    # --- What is shown --------------------------------------------------------------------
    @admin.display(description=gettext_lazy("billede"))
    def thumbnail(self, attachment):
        if not attachment.is_picture:
            return attachment.extension.upper()
        url = attachment.get_absolute_url()
        return format_html('<img class="thumb" src="{}" alt="" loading="lazy">', url)

    @admin.display(description=gettext_lazy("fil"))
    def about(self, attachment):
        return attachment.facts

    @admin.display(description=gettext_lazy("brug"))
    def use(self, attachment):
        return _("bruges") if attachment.is_used else "–"

    @admin.display(description=gettext_lazy("lagt op"), ordering="uploaded_at")
    def uploaded(self, attachment):
        return format_date(attachment.uploaded_at)

    @admin.display(description=gettext_lazy("på siden nu"))
    def shown(self, attachment):
        words = {"url": attachment.get_absolute_url(), "name": attachment.original_name}
        link = format_html('<a href="{url}">{name}</a>', **words)
        if not attachment.is_picture:
            return format_html("{} ({})", link, attachment.facts)
        picture = format_html('<img class="thumb thumb--large" src="{url}" alt="">', **words)
        size = f"{attachment.width} × {attachment.height}"
        return format_html("{}<br>{} ({}, {})", picture, link, attachment.facts, size)

    @admin.display(description=gettext_lazy("adresse i tekster"))
    def address(self, attachment):
        return attachment.get_absolute_url()

    @admin.display(description=gettext_lazy("bruges på"))
    def used_on(self, attachment):
        rows = [(use.url, use.title, use.kind) for use in uses_of(attachment)]
        if not rows:
            return _("ingen steder endnu")
        items = format_html_join("", '<li><a href="{}">{}</a> ({})</li>', rows)
        return format_html("<ul>{}</ul>", items)

    def library(self, request: HttpRequest) -> JsonResponse:
        """Return my newest pictures or files, for the dialog of the editor."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = of_kind(Attachment.objects.of_departments_of(request.user), request.GET.get("kind"))
        words = request.GET.get("q", "").strip()
        if words:
            rows = rows.filter(title__icontains=words)
        return JsonResponse({"items": [_item(row) for row in rows[:MAX_ITEMS]]})

    # --- Saving ---------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        by, at = request.user, received_at(request)
        if change:
            changed = [name for name in form.changed_data if name != "upload"]
            change_attachment(obj, changed=changed, by=by, at=at)
            return
        fields = dict(form.cleaned_data)
        inspected = fields.pop("upload")
        self.take_over(obj, add_attachment(inspected, by=by, at=at, **fields))
        if inspected.cpr_hits:
            places = ", ".join(hit.where for hit in inspected.cpr_hits)
            sentence = _("Pas på: filen ser ud til at indeholde et CPR-nummer (%(places)s).")
            messages.warning(request, sentence % {"places": places})

    def delete_model(self, request, obj):
        remove_attachment(obj, by=request.user, at=received_at(request))


def _item(row: Attachment) -> dict[str, Any]:
    return {
        "url": row.get_absolute_url(),
        "title": row.title,
        "alt": row.alt,
        "about": row.facts,
        "is_picture": row.is_picture,
    }
