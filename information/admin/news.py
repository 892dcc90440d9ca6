from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hearings.models import Hearing
from information.admin.publication import PublicationAdmin
from information.forms.publications import GuideForm, NewsForm
from information.models import Guide, News


@admin.register(News)
class NewsAdmin(PublicationAdmin):
    form = NewsForm
    fieldsets = [
        (_("Teksten"), {"fields": ["title", "lead", "body"]}),
        (_("Hvad den handler om"), {"fields": ["hearing", "areas", "topics"]}),
        (_("Ansvar"), {"fields": ["department", "review_on"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "hearing":
            kwargs["queryset"] = Hearing.objects.visible_to(None).order_by("-opens_at")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Guide)
class GuideAdmin(PublicationAdmin):
    form = GuideForm
    list_display = ["title", "position", *PublicationAdmin.list_display[1:]]
    ordering = ["position", "pk"]
    fieldsets = [
        (_("Teksten"), {"fields": ["title", "question", "lead", "body"]}),
        (
            _("Hvad siden viser af sig selv"),
            {
                "fields": ["shows", "hearing_kinds", "topics"],
                "description": _("Siden henter, hvad der er åbent eller besluttet, lige nu."),
            },
        ),
        (_("Sted og ansvar"), {"fields": ["slug", "position", "department", "review_on"]}),
    ]
