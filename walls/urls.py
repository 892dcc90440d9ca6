from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from walls.views import acting, exporting, facilitating, judging, reading, writing

app_name = "walls"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<dbint:pk>-<slug:slug>/", reading.wall, name="wall"),
    path("<dbint:pk>/stand/", reading.state, name="state"),
    path("<dbint:pk>/sedler.csv", exporting.notes_csv, name="csv"),
    path("<dbint:pk>/vaeg.svg", exporting.picture, name="picture"),
    path("<dbint:pk>/foto/<dbint:photo>/", reading.photo, name="photo"),
    path("<dbint:pk>/skriv/", writing.write, name="write"),
    path("<dbint:pk>/skriv/<uuid:key>/", writing.write, name="write_again"),
    # For who wrote without a name: the key of the form is the secret.
    path("<dbint:pk>/kvittering/<uuid:key>/", writing.written, name="written"),
    # A note: its number on the wall never changes.
    path("<dbint:pk>/sedler/<dbint:number>/", reading.note, name="note"),
    path("<dbint:pk>/sedler/<dbint:number>/flyt/", acting.move, name="move"),
    path("<dbint:pk>/sedler/<dbint:number>/prikker/", acting.dots, name="dots"),
    path("<dbint:pk>/sedler/<dbint:number>/ret/", acting.rewrite, name="rewrite"),
    path("<dbint:pk>/sedler/<dbint:number>/tag-ned/", acting.take_down, name="take_down"),
    path("<dbint:pk>/grupper/<dbint:heading>/", acting.heading, name="heading"),
    # The facilitator's, behind the door of staff (settings.STAFF_PATHS).
    path("<dbint:pk>/facilitator/", facilitating.desk, name="desk"),
    path("<dbint:pk>/facilitator/trin/", facilitating.step, name="step"),
    path("<dbint:pk>/facilitator/streg/", facilitating.line, name="line"),
    path("<dbint:pk>/facilitator/indstillinger/", facilitating.settings, name="settings"),
    path("<dbint:pk>/facilitator/kolonner/", facilitating.columns, name="columns"),
    path("<dbint:pk>/facilitator/papir/", facilitating.paper, name="paper"),
    path("<dbint:pk>/facilitator/foto/", facilitating.photo, name="photo_add"),
    path("<dbint:pk>/facilitator/afslut/", facilitating.conclude, name="conclude"),
    path("<dbint:pk>/facilitator/genaabn/", facilitating.reopen, name="reopen"),
    path("<dbint:pk>/facilitator/sedler/", judging.notes, name="answers"),
    path("<dbint:pk>/facilitator/sedler/<dbint:number>/svar/", judging.answer, name="answer"),
    path("<dbint:pk>/facilitator/sedler/<dbint:number>/skjul/", judging.hide, name="hide"),
    path("<dbint:pk>/facilitator/sedler/<dbint:number>/vis/", judging.restore, name="restore"),
]
