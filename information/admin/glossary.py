from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from rules.contrib.admin import ObjectPermissionsModelAdmin

from core.clock import received_at
from core.lookups import ListedLookups
from information.forms.glossary import GlossaryTermForm
from information.models import GlossaryTerm
from information.services.publications import keep_term


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ListedLookups, ObjectPermissionsModelAdmin):
    """The words belong to the whole town: every editor may explain one."""

    form = GlossaryTermForm
    fields = ["term", "forms", "explanation", "page", "is_active"]
    list_display = ["term", "short", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["term", "forms"]
    search_help_text = _("Søg i ordet og dets former.")
    ordering = ["sort_key", "pk"]
    list_per_page = 100
    view_on_site = False

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        frame = {
            "is_nav_sidebar_enabled": False,
            "title": capfirst(self.opts.verbose_name_plural),
        }
        return super().changelist_view(request, {**frame, **(extra_context or {})})

    @admin.display(description=_("forklaring"))
    def short(self, term):
        return term.explanation

    def save_model(self, request, obj, form, change):
        labels = [str(form.fields[name].label or name) for name in form.changed_data]
        keep_term(
            obj,
            is_new=not change,
            by=request.user,
            at=received_at(request),
            note="; ".join(labels) if change else "",
        )
