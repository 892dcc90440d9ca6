"""The account's own pages, and those of allauth beside them (unnamespaced, as allauth wants)."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from accounts import views
from core.caching import private_page

own = [
    path("indstillinger/", views.edit_settings, name="settings"),
    path("totrin/", views.second_factor, name="second_factor"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    # Addresses that open something: also their "no longer valid" is nobody else's to keep.
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$",
        private_page(allauth_views.confirm_email),
        name="account_confirm_email",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        private_page(allauth_views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("", include("allauth.urls")),
]
