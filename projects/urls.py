"""The addresses of problems and projects; what is many stands in a file of its own."""

from django.urls import URLPattern, URLResolver

from projects import focus_urls, giving_urls, problem_urls, project_urls

app_name = "projects"
urlpatterns: list[URLPattern | URLResolver] = [
    *problem_urls.urlpatterns,
    *focus_urls.urlpatterns,
    *giving_urls.urlpatterns,
    *project_urls.urlpatterns,
]
