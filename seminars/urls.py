"""The addresses of seminars; each part's stand in a file of its own."""

from django.urls import URLPattern, URLResolver

from seminars import afterwards_urls, asking_urls, programme_urls, signup_urls

app_name = "seminars"
urlpatterns: list[URLPattern | URLResolver] = [
    *asking_urls.urlpatterns,
    *signup_urls.urlpatterns,
    *afterwards_urls.urlpatterns,
    *programme_urls.urlpatterns,
]
