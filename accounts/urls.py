"""The account's own pages, and those of allauth beside them (unnamespaced, as allauth wants)."""

from django.urls import include, path

from accounts import views

own = [
    path("indstillinger/", views.edit_settings, name="settings"),
    path("totrin/", views.second_factor, name="second_factor"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("", include("allauth.urls")),
]
