"""Problems: what is wrong, who feels it, and what the municipality answers."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from projects.views import feeling, problems, raising

urlpatterns: list[URLPattern | URLResolver] = [
    path("problemer/", problems.problems, name="problems"),
    path("problemer/atom/", problems.feed, name="problems_feed"),
    path("problemer/tal/", problems.figures, name="problem_figures"),
    path("problemer/rejs/", raising.raise_one, name="raise"),
    path("problemer/rejs/<uuid:key>/", raising.raise_one, name="raise_again"),
    path("problemer/<dbint:number>/kvittering/", raising.receipt, name="problem_receipt"),
    path("problemer/<dbint:number>/traek-tilbage/", raising.withdraw, name="problem_withdraw"),
    path("problemer/<dbint:number>/maerker/", feeling.feel, name="problem_feel"),
    path("problemer/<dbint:number>/anmeld/", feeling.report, name="problem_report"),
    path("problemer/<dbint:number>/anmeld/tak/", feeling.reported, name="problem_reported"),
    path("problemer/<dbint:number>/indsigelse/", feeling.object_to, name="problem_object"),
    path("problemer/<dbint:number>-<slug:slug>/", problems.problem, name="problem"),
]
