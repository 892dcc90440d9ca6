from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.languages import digest_of, languages, name_of
from core.workplace import posted, staff_page
from information.admin.base import permitted
from information.admin.publication import PublicationAdmin
from information.admin.translating import saved, untranslated
from information.forms.pages import LanguageForm
from information.forms.publications import RightForm, RightTranslationForm
from information.models import Guide, Right


@admin.register(Right)
class RightAdmin(PublicationAdmin):
    form = RightForm
    list_display = ["title", "kind", *PublicationAdmin.list_display[1:]]
    list_filter = [*PublicationAdmin.list_filter, "kind"]
    ordering = ["kind", "title", "pk"]
    plain_texts = ("what", "for_whom", "how")
    rich_texts = ()
    fieldsets = [
        (
            gettext_lazy("Teksten"),
            {"fields": ["kind", "title", "what", "for_whom", "how", "deadline", "contact"]},
        ),
        (
            gettext_lazy("Hvor det står"),
            {"fields": ["legal_basis", "legal_url", "valid_from", "valid_until"]},
        ),
        (gettext_lazy("Hvor den vises"), {"fields": ["guides", "topics"]}),
        (gettext_lazy("Ansvar"), {"fields": ["department", "review_on"]}),
    ]

    def get_urls(self):
        pages = [
            ("oversaettelser/", "translations", translations),
            ("oversaettelser/<language:language>/", "translate", translate),
            ("oversaettelser/<language:language>/fjern/", "untranslate", untranslate),
        ]
        own = [
            path(
                f"<dbint:pk>/{address}",
                self.admin_site.admin_view(view),
                name=f"information_right_{name}",
            )
            for address, name, view in pages
        ]
        return own + super().get_urls()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "guides":
            kwargs["queryset"] = Guide.objects.visible_to(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@require_http_methods(["GET", "POST"])
def translations(request: HttpRequest, pk: int) -> HttpResponse:
    """List the languages, and lead on to a new one."""
    right = permitted(Right, request, pk, "view")
    form = LanguageForm(*posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect(_address(right, form.cleaned_data["language"]))
    texts = right.translated_texts()
    context = _about(right, _("Oversættelser")) | {
        "rows": [
            (each, each.is_outdated(texts), _address(right, each.language))
            for each in right.translations.all()
        ],
        "form": form,
        "may_change": request.user.has_perm("information.change_right", right),
    }
    return staff_page(request, "admin/information/translations.html", context)


@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    if language not in languages():
        raise Http404
    right = permitted(Right, request, pk, "change")
    found = right.translations.filter(language=language).first()
    shown = digest_of(right.translated_texts())
    form = RightTranslationForm(
        *posted(request), instance=found, language=language, shown_digest=shown
    )
    back = reverse("admin:information_right_translations", args=[right.pk])
    if saved(request, right, language, form):
        return redirect(back)
    right.refresh_from_db()
    title = _("Oversættelse til %(language)s") % {"language": name_of(language)}
    context = _about(right, title) | {
        "form": form,
        "danish": _danish(right),
        "translation": found,
        "is_outdated": bool(found and found.is_outdated(right.translated_texts())),
        "cancel_url": back,
        "remove_url": reverse("admin:information_right_untranslate", args=[right.pk, language]),
    }
    return staff_page(request, "admin/information/translate.html", context)


@require_http_methods(["GET", "POST"])
def untranslate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    return untranslated(request, Right, pk, language)


def _danish(right: Right):
    """Return the Danish texts as they stand beside the translation."""
    names = ["title", "what", "for_whom", "how", "deadline"]
    rows = [(right._meta.get_field(name).verbose_name, getattr(right, name)) for name in names]
    return format_html_join("", '<h3>{}</h3><p class="as-typed">{}</p>', rows)


def _about(right: Right, title: str) -> dict:
    back = reverse("admin:information_right_change", args=[right.pk])
    return {"title": title, "subject": right.title, "back_url": back}


def _address(right: Right, language: str) -> str:
    return reverse("admin:information_right_translate", args=[right.pk, language])
