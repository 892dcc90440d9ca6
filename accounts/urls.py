"""The account's own pages, and those of allauth beside them (unnamespaced, as allauth wants)."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

import core.converters  # noqa: F401 - <dbint:…> in the addresses below
from accounts.views import account, organisations
from core.caching import private_page

own = [
    path("indstillinger/", account.edit_settings, name="settings"),
    path("totrin/", account.second_factor, name="second_factor"),
    path("organisationer/", organisations.mine, name="organisations"),
    path("organisationer/find/", organisations.find, name="find_organisation"),
    path("organisationer/foreslaa/", organisations.propose, name="propose_organisation"),
    path("organisationer/<dbint:pk>/spoerg/", organisations.ask, name="ask_to_act"),
    path("organisationer/<dbint:pk>/ud/", organisations.leave, name="leave_organisation"),
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
