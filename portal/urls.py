from django.urls import path

from core import converters  # noqa: F401  (registers "dbint")
from portal.views import (
    calendar,
    front,
    mailbox,
    mydata,
    mypage,
    pages,
    pictures,
    search,
)

app_name = "portal"
urlpatterns = [
    path("", front.front, name="front"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/kalender.ics", calendar.calendar_ics, name="calendar_ics"),
    path("soeg/", search.search, name="search"),
    path("hjaelp/", pages.help_page, name="help"),
    path("privatliv/", pages.privacy, name="privacy"),
    path("tilgaengelighed/", pages.accessibility, name="accessibility"),
    path("was", pages.accessibility_address, name="was"),
    path("h/<dbint:number>/", front.short, name="short"),
    # Pictures beside links to us, drawn from what is public at the moment.
    path("billede/portal.png", pictures.site_picture, name="site_picture"),
    path("billede/<slug:word>/<dbint:number>.png", pictures.picture, name="picture"),
    path("min-side/", mypage.mypage, name="mypage"),
    path("min-side/svar/", mypage.adopt, name="adopt"),
    path("min-side/foelger/", mypage.take_over_follows, name="take_over_follows"),
    path("min-side/data/", mydata.download, name="mydata"),
    path("min-side/slet/", mydata.delete, name="delete"),
    # Demo mode only.
    path("postkasse/", mailbox.mailbox, name="mailbox"),
    path("postkasse/<str:name>/", mailbox.mail, name="mail"),
]
