"""The content security policy: read from settings.SECURE_CSP, in the form of Django 6."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

Policy = Mapping[str, Sequence[Any]]


def csp_header(policy: Policy, extra: Policy | None = None) -> str:
    """Return the header's text; `extra` sources are added to those of the policy."""
    merged = {name: [str(source) for source in sources] for name, sources in policy.items()}
    for name, sources in (extra or {}).items():
        kept = [source for source in merged.get(name, []) if source != "'none'"]
        merged[name] = kept + [str(source) for source in sources if str(source) not in kept]
    return "; ".join(" ".join([name, *sources]) for name, sources in merged.items())


def csp_update(
    extra: Policy,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Add sources to the policy for one view: `@csp_update({"script-src": ["'sha256-…'"]})`."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def view_with_sources(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            response.csp_extra = extra  # type: ignore[attr-defined]
            return response

        return view_with_sources

    return decorate
