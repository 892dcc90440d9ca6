"""Safety headers, the same on every response."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.csp import csp_header
from core.middleware.base import Middleware

_FEATURES = """
    accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen
    geolocation gyroscope magnetometer microphone midi payment picture-in-picture
    screen-wake-lock serial usb xr-spatial-tracking
"""
_DEFAULTS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES.split()),
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders(Middleware):
    """Give every response the headers that keep it in its place; what a view said stays."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = csp_header(
                settings.SECURE_CSP, getattr(response, "csp_extra", None)
            )
        for name, value in _DEFAULTS.items():
            response.headers.setdefault(name, value)
        if not getattr(response, "xframe_options_exempt", False):
            response.headers.setdefault("X-Frame-Options", "DENY")
        return response
