"""A page's versions: seen as visitors will see them, listed, compared, fetched back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.caching import private_page
from core.clock import received_at
from core.differences import has_changes
from core.workplace import staff_page
from hearings.forms.staff import StepForm
from information.admin.base import permitted
from information.admin.panels import about, with_neighbours
from information.differences import differences
from information.models import Page, PageVersion
from information.pages import page_context
from information.services.pages import restore_version

MAX_VERSIONS = 200


@require_GET
@private_page
def preview(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Show a version in the page that visitors get; for staff of the department alone."""
    page = permitted(Page, request, pk, "view")
    versions = page.versions.order_by("-number")
    found = versions.filter(number=number) if number else versions
    version = get_object_or_404(found[:1])
    at = received_at(request)
    context = page_context(page, version, at=at, person=request.user)
    context |= {
        "previewed": version,
        "is_public_now": version == page.public_version(at) and page.is_public(at),
        "back_url": reverse("admin:information_page_change", args=[page.pk]),
    }
    return render(request, "admin/information/page/preview.html", context)


@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    page = permitted(Page, request, pk, "view")
    at = received_at(request)
    found = list(page.versions.select_related("created_by")[:MAX_VERSIONS])
    context = about(page, _("Udgaver")) | {
        "versions": found,
        "newest": found[0] if found else None,
        "public": page.public_version(at),
        "planned": page.planned_version(at),
        "at": at,
        "may_change": request.user.has_perm("information.change_page", page),
        "may_publish": request.user.has_perm("information.publish_page", page),
    }
    return staff_page(request, "admin/information/page/versions.html", context)


@require_GET
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare two versions, the older one first however they were chosen."""
    page = permitted(Page, request, pk, "view")
    old, new = sorted(_two_versions(request, page), key=lambda version: version.number)
    changes = differences(old, new)
    is_whole = request.GET.get("alt") == "1"
    title = _("Forskel på udgave %(old)d og %(new)d") % {"old": old.number, "new": new.number}
    context = about(page, title) | {
        "old": old,
        "new": new,
        "changes": changes if is_whole else with_neighbours(changes),
        "has_changes": has_changes(changes),
        "is_whole": is_whole,
    }
    return staff_page(request, "admin/information/page/difference.html", context)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    page = permitted(Page, request, pk, "change")
    version = get_object_or_404(page.versions, number=number)
    if request.method == "POST":
        restored = restore_version(version, by=request.user, at=received_at(request))
        text = _("Udgave %(old)d er hentet frem som udgave %(new)d. Den er en kladde.")
        messages.success(request, text % {"old": number, "new": restored.number})
        return redirect("admin:information_page_change", page.pk)
    context = {
        "title": _("Hent udgave %(number)d frem") % {"number": number},
        "object": version.title,
        "step": _("Hent frem"),
        "form": StepForm(),
        "cancel_url": reverse("admin:information_page_versions", args=[page.pk]),
        "consequences": [
            _("Teksten fra udgave %(number)d bliver til en ny udgave, en kladde.")
            % {"number": number},
            _("Besøgende ser det samme som nu, indtil du offentliggør."),
            _("Ingen udgave går tabt."),
        ],
    }
    return staff_page(request, "admin/step_confirm.html", context)


def _two_versions(request: HttpRequest, page: Page) -> tuple[PageVersion, PageVersion]:
    """Return the versions that the address names; by itself the newest and the one before."""
    newest = page.newest_version()
    last = newest.number if newest else 0
    new = _number(request.GET.get("til")) or last
    old = _number(request.GET.get("fra")) or max(new - 1, 1)
    return (
        get_object_or_404(page.versions, number=old),
        get_object_or_404(page.versions, number=new),
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


# Address under the page, name, view.
PAGES = [
    ("forhaandsvis/", "preview", preview),
    ("udgaver/<dbint:number>/forhaandsvis/", "preview_version", preview),
    ("udgaver/", "versions", versions),
    ("forskel/", "difference", difference),
    ("udgaver/<dbint:number>/hent-frem/", "restore", restore),
]
