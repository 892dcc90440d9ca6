from django.urls import path

from notifications.views import addresses, unsubscribing

app_name = "notifications"

urlpatterns = [
    path("afmeld/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("beskeder/proev-adressen/", addresses.try_again, name="try_address"),
]
