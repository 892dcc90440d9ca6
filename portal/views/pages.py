from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/accessibility.html",
        {"statement_url": settings.ACCESSIBILITY_STATEMENT_URL},
    )


@login_not_required
@require_safe
def accessibility_address(_request: HttpRequest) -> HttpResponse:
    """Lead from /was, the address that authorities agreed on, to the statement."""
    return redirect(settings.ACCESSIBILITY_STATEMENT_URL or "portal:accessibility")
