"""Taking part in a project: giving, joining, the team's own pages, and the links in mails."""

from django.urls import URLPattern, URLResolver, path

from core import converters  # noqa: F401  (registers "dbint")
from projects.views import activities, giving, helping, ideas, private_links, team

PROJECT = "<dbint:pk>-<slug:slug>"
IDEA = f"{PROJECT}/bidrag/<dbint:number>"
TEAM = f"{PROJECT}/holdet"

urlpatterns: list[URLPattern | URLResolver] = [
    path("invitation/<str:token>/", private_links.invitation, name="invitation"),
    path("loefte/<str:token>/", private_links.promise, name="promise"),
    path(f"{PROJECT}/aktiviteter/", activities.activities, name="activities"),
    path(f"{PROJECT}/aktiviteter/ny/<slug:kind>/", activities.add, name="add_activity"),
    path(
        f"{PROJECT}/aktiviteter/<dbint:activity>/loefte/",
        activities.change_promise,
        name="change_promise",
    ),
    path(f"{PROJECT}/aktiviteter/<dbint:activity>/slut/", activities.end, name="end_activity"),
    path(f"{PROJECT}/bidrag/", ideas.contributions, name="contributions"),
    path(f"{PROJECT}/bidrag/giv/", giving.give_idea, name="give_idea"),
    path(f"{PROJECT}/bidrag/giv/<uuid:key>/", giving.give_idea, name="give_idea_again"),
    path(f"{IDEA}/", ideas.idea, name="idea"),
    path(f"{IDEA}/svar/", ideas.answer, name="answer_idea"),
    path(f"{IDEA}/vis/", ideas.release, name="release_idea"),
    path(f"{IDEA}/skjul/", ideas.hide, name="hide_idea"),
    path(f"{IDEA}/vis-igen/", ideas.restore, name="restore_idea"),
    path(f"{IDEA}/slet/", ideas.delete, name="delete_idea"),
    path(f"{PROJECT}/hjaelp/", giving.offer_help, name="offer_help"),
    path(f"{PROJECT}/hjaelp/<uuid:key>/", giving.offer_help, name="offer_help_again"),
    path(
        f"{PROJECT}/hjaelp/<dbint:offer>/traek-tilbage/",
        helping.withdraw_offer,
        name="withdraw_offer",
    ),
    path(f"{PROJECT}/kom-med/", giving.join, name="ask_to_join"),
    path(f"{PROJECT}/kom-med/<uuid:key>/", giving.join, name="ask_to_join_again"),
    path(f"{TEAM}/", team.team, name="team"),
    path(f"{TEAM}/inviter/", team.invite, name="invite"),
    path(f"{TEAM}/forlad/", team.leave, name="leave_team"),
    path(f"{TEAM}/<dbint:member>/svar/", team.answer_request, name="answer_request"),
    path(f"{TEAM}/<dbint:member>/fjern/", team.remove, name="take_off_team"),
    path(f"{TEAM}/<dbint:member>/traek-tilbage/", team.take_back, name="take_back_invitation"),
    path(f"{TEAM}/tilbud/<dbint:offer>/", helping.answer_offer, name="answer_offer"),
    path(f"{TEAM}/hjaelp/", helping.want_help, name="want_help"),
    path(f"{TEAM}/hjaelp/<dbint:wanted>/", helping.help_met, name="help_met"),
    path(f"{TEAM}/aktoerer/", helping.add_actor, name="add_actor"),
    path(f"{TEAM}/aktoerer/<dbint:actor>/", helping.change_actor, name="change_actor"),
]
