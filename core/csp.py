"""The content security policy: read from settings.SECURE_CSP, in the form of Django 6.

A view adds sources for its own page with `response.csp_extra = {"script-src": ["'sha256-…'"]}`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Policy = Mapping[str, Sequence[Any]]


def csp_header(policy: Policy, extra: Policy | None = None) -> str:
    """Return the header's text; `extra` sources are added to those of the policy."""
    merged = {name: [str(source) for source in sources] for name, sources in policy.items()}
    for name, sources in (extra or {}).items():
        kept = [source for source in merged.get(name, []) if source != "'none'"]
        merged[name] = kept + [str(source) for source in sources if str(source) not in kept]
    return "; ".join(" ".join([name, *sources]) for name, sources in merged.items())
