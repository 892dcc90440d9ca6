from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from events.views import reading, signing_up, signing_up_own

app_name = "events"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.event_list, name="list"),
    path("<dbint:pk>-<slug:slug>/", reading.detail, name="detail"),
    path("<dbint:pk>-<slug:slug>/filer/<dbint:number>/", reading.file, name="file"),
    # A registration's own pages: reached by its private link, or by its owner when logged in.
    path("tilmelding/<str:token>/", signing_up_own.registration, name="registration"),
    path("tilmelding/<str:token>/ret/", signing_up_own.change, name="registration_change"),
    path("tilmelding/<str:token>/meld-fra/", signing_up_own.cancel, name="registration_cancel"),
    path("tilmelding/<str:token>/tag-plads/", signing_up_own.accept, name="registration_accept"),
    path(
        "tilmelding/<str:token>/kalender.ics",
        signing_up_own.registration_ics,
        name="registration_ics",
    ),
    path("<dbint:pk>-<slug:slug>/kalender.ics", signing_up.event_ics, name="ics"),
    path("<dbint:pk>-<slug:slug>/tilmeld/", signing_up.sign_up, name="sign_up"),
    path(
        "<dbint:pk>-<slug:slug>/tilmeld/igen/",
        signing_up.signed_up_already,
        name="signed_up_already",
    ),
]
