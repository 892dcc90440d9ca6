"""All addresses: Danish in plain paths, English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.urls_technical")),
    path(settings.ADMIN_PATH, admin.site.urls),
]

urlpatterns += i18n_patterns(
    path("", include("portal.urls")),
    path("", include("notifications.urls")),
    path("information/", include("information.urls")),
    path("hoeringer/", include("hearings.urls")),
    path("raad/", include("councils.urls")),
    path("projekter/", include("projects.urls")),
    path("seminarer/", include("seminars.urls")),
    path("arrangementer/", include("events.urls")),
    path("vaegge/", include("walls.urls")),
    path("samtaler/", include("comments.urls")),
    path("konto/", include("accounts.urls")),
    prefix_default_language=False,
)

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
