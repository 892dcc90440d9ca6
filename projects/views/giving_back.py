"""What was written and cannot be taken is shown again, so that nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.transitions import TransitionNotAllowed

View = Callable[..., HttpResponse]
# Of each form of this part, what a person has thought about.
WORDS = ("reason", "who", "how", "result", "worked", "did_not_work", "next_time")


def gives_back(view: View) -> View:
    """Let a refusal of what was sent (403, 404, 409) show the words that were written."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied, TransitionNotAllowed) as refusal:
            written = [words for name in WORDS if (words := request.POST.get(name, "").strip())]
            if not written:
                raise
            is_known = not isinstance(refusal, Http404) and bool(str(refusal))
            context = {"why": str(refusal) if is_known else "", "written": written}
            status = {Http404: 404, PermissionDenied: 403}.get(type(refusal), 409)
            return render(request, "councils/given_back.html", context, status=status)

    return page
