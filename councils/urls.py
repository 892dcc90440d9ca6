"""The addresses of the bodies; what is many stands in a file of its own."""

from django.urls import URLPattern, URLResolver

from councils import body_urls, meeting_urls, recommendation_urls, seat_urls

app_name = "councils"
urlpatterns: list[URLPattern | URLResolver] = [
    *seat_urls.urlpatterns,
    *recommendation_urls.urlpatterns,
    *meeting_urls.urlpatterns,
    *body_urls.urlpatterns,
]
