from django.urls import path

from notifications.views import unsubscribing

app_name = "notifications"

urlpatterns = [
    path("afmeld/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
