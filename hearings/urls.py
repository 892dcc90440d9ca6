from django.urls import path

from core import converters  # noqa: F401  (registers "dbint", "language")
from hearings.views import (
    addresses,
    answering,
    commenting,
    deciding,
    following,
    mine,
    objecting,
    parties,
    reading,
    recommending,
    stating,
    treating,
    white_papers,
)

app_name = "hearings"
urlpatterns = [
    path("", reading.hearing_list, name="list"),
    path("atom/", reading.list_feed, name="list_feed"),
    # An answer's own pages: reached by its private link, or by its author when logged in.
    path("kvittering/<str:token>/", mine.receipt, name="receipt"),
    path("mit-svar/<str:token>/", mine.detail, name="mine"),
    path("mit-svar/<str:token>/ret/", mine.edit, name="edit"),
    path("mit-svar/<str:token>/traek-tilbage/", mine.withdraw, name="withdraw"),
    path("mit-svar/<str:token>/bilag/<dbint:pk>/", mine.file, name="mine_file"),
    # Its author objects to its not being published.
    path("mit-svar/<str:token>/indsigelse/", objecting.objection, name="objection"),
    # The owner of a mail address says: it is mine, or it is not. Reached from a mail alone.
    path("bekraeft/<str:token>/", addresses.confirm, name="confirm"),
    path("ikke-mig/<str:token>/", addresses.disown, name="disown"),
    path("ikke-mig/", addresses.disowned, name="disowned"),
    # What comes to a body's next meetings.
    path("til-beslutning/<dbint:body_pk>/", reading.to_decide, name="to_decide"),
    # Who is asked for a statement: an outsider by the private link of the mail.
    path("part/<str:token>/", stating.party, name="party"),
    path("part/<str:token>/set/", stating.party_open, name="party_open"),
    path("part/<str:token>/ingen-bemaerkninger/", stating.party_none, name="party_none"),
    path("<dbint:number>/behandling/parter/", parties.parties, name="parties"),
    path("<dbint:number>/behandling/parter/spoerg/", parties.ask, name="party_ask"),
    path(
        "<dbint:number>/behandling/parter/spoerg/<dbint:body_pk>/",
        parties.ask_suggested,
        name="party_ask_suggested",
    ),
    path(
        "<dbint:number>/behandling/parter/<dbint:pk>/tag-tilbage/",
        parties.take_back,
        name="party_take_back",
    ),
    path("<dbint:number>/behandling/udtalelse/<dbint:pk>/", stating.statement, name="statement"),
    path(
        "<dbint:number>/behandling/udtalelse/<dbint:pk>/set/",
        stating.statement_open,
        name="statement_open",
    ),
    path(
        "<dbint:number>/behandling/udtalelse/<dbint:pk>/ingen-bemaerkninger/",
        stating.statement_none,
        name="statement_none",
    ),
    path(
        "<dbint:number>/behandling/anbefaling/<dbint:body_pk>/",
        recommending.recommend,
        name="recommend",
    ),
    # After the treatment, for everybody: what came of the answers, and how long they waited.
    path("vi-gjorde/", following.said_and_done, name="said_and_done"),
    path("vi-gjorde/atom/", following.said_and_done_feed, name="said_and_done_feed"),
    path("tal/", following.figures, name="figures"),
    path("tal/csv/", following.figures_csv, name="figures_csv"),
    # After the treatment, for staff: the way to the decision, and what was promised.
    path("behandling/lovet/", deciding.promised, name="promised"),
    path("<dbint:number>/behandling/beslutning/", deciding.desk, name="decision_desk"),
    path("<dbint:number>/behandling/beslutning/led/", deciding.add_step, name="step_add"),
    path("<dbint:number>/behandling/beslutning/led/<dbint:pk>/", deciding.edit_step, name="step"),
    path(
        "<dbint:number>/behandling/beslutning/led/<dbint:pk>/fjern/",
        deciding.remove,
        name="step_remove",
    ),
    path("<dbint:number>/behandling/beslutning/loefte/", deciding.add_change, name="change_add"),
    path(
        "<dbint:number>/behandling/beslutning/loefte/<dbint:pk>/",
        deciding.edit_change,
        name="change",
    ),
    path(
        "<dbint:number>/behandling/beslutning/loefte/<dbint:pk>/udfoert/",
        deciding.finish,
        name="change_finish",
    ),
    path(
        "<dbint:number>/behandling/beslutning/loefte/<dbint:pk>/opgiv/",
        deciding.drop,
        name="change_drop",
    ),
    # A hearing: only the number decides, the words after it are for people.
    path("<dbint:number>/", reading.short, name="short"),
    path("<dbint:number>-<slug:slug>/", reading.detail, name="detail"),
    path("<dbint:number>-<slug:slug>/atom/", reading.hearing_feed, name="feed"),
    path("<dbint:number>-<slug:slug>/frist.ics", reading.deadline_ics, name="deadline_ics"),
    path(
        "<dbint:number>-<slug:slug>/kort-fortalt/sprog-<language:language>/",
        reading.translation,
        name="translation",
    ),
    path("<dbint:number>-<slug:slug>/aendringer/", reading.changes, name="changes"),
    path("<dbint:number>-<slug:slug>/opslag/", reading.notice, name="notice"),
    path("<dbint:number>-<slug:slug>/dokumenter/<dbint:pk>/", reading.document, name="document"),
    path("<dbint:number>-<slug:slug>/udtalelser/", reading.statements, name="statements"),
    path(
        "<dbint:number>-<slug:slug>/udtalelser/bilag/<dbint:pk>/",
        reading.statement_file,
        name="statement_file",
    ),
    path("<dbint:number>-<slug:slug>/svar/", reading.responses, name="responses"),
    path(
        "<dbint:number>-<slug:slug>/svar/<dbint:response_number>/",
        reading.response,
        name="response",
    ),
    path(
        "<dbint:number>-<slug:slug>/svar/<dbint:response_number>/bilag/<dbint:pk>/",
        reading.response_file,
        name="response_file",
    ),
    # The white paper at work: staff of the department alone.
    path("<dbint:number>/behandling/hvidbog/", white_papers.desk, name="desk_white_paper"),
    path(
        "<dbint:number>/behandling/hvidbog/begynd/",
        white_papers.begin,
        name="desk_white_paper_begin",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/forhaandsvis/",
        white_papers.preview,
        name="desk_white_paper_preview",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/forhaandsvis/svar/",
        white_papers.preview_responses,
        name="desk_white_paper_preview_responses",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/send/",
        white_papers.submit,
        name="desk_white_paper_submit",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/tag-tilbage/",
        white_papers.take_back,
        name="desk_white_paper_take_back",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/godkend/",
        white_papers.approve,
        name="desk_white_paper_approve",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/udgiv/",
        white_papers.publish,
        name="desk_white_paper_publish",
    ),
    path(
        "<dbint:number>/behandling/hvidbog/<dbint:version>/<slug:file_format>/igen/",
        white_papers.retry,
        name="desk_white_paper_retry",
    ),
    path("<dbint:number>/behandling/breve/", white_papers.letters, name="desk_letters"),
    # The white paper: the newest version, each version, its responses when they are many.
    path("<dbint:number>-<slug:slug>/hvidbog/", reading.white_paper, name="white_paper"),
    path(
        "<dbint:number>-<slug:slug>/hvidbog/<dbint:version>/",
        reading.white_paper_version,
        name="white_paper_version",
    ),
    path(
        "<dbint:number>-<slug:slug>/hvidbog/<dbint:version>/svar/",
        reading.white_paper_responses,
        name="white_paper_responses",
    ),
    path(
        "<dbint:number>-<slug:slug>/hvidbog/<dbint:version>/<slug:file_format>/",
        reading.white_paper_file,
        name="white_paper_file",
    ),
    path("<dbint:number>-<slug:slug>/skriv/", answering.write, name="write"),
    path("<dbint:number>-<slug:slug>/skriv/<uuid:key>/", answering.write, name="write_again"),
    path("<dbint:number>-<slug:slug>/skriv/<uuid:key>/tjek/", answering.check, name="check"),
    path("<dbint:number>-<slug:slug>/skriv/<uuid:key>/send/", answering.send, name="send"),
    # My comment on the hearing becomes the beginning of an answer.
    path(
        "<dbint:number>-<slug:slug>/skriv/kommentar/<dbint:comment_number>/",
        commenting.write_from_comment,
        name="write_from_comment",
    ),
    # The desk of treatment: staff of the hearing's department alone (STAFF_PATHS in the settings).
    path("<dbint:number>/behandling/", treating.desk, name="desk"),
    path("<dbint:number>/behandling/samlet/", treating.small, name="small"),
    path("<dbint:number>/behandling/mangler/", treating.lacks, name="desk_lacks"),
    path(
        "<dbint:number>/behandling/svar/<dbint:response_number>/pointe/",
        treating.mark,
        name="desk_mark",
    ),
    path(
        "<dbint:number>/behandling/svar/<dbint:response_number>/pointe/<dbint:point_number>/",
        treating.point_here,
        name="desk_point",
    ),
    path(
        "<dbint:number>/behandling/svar/<dbint:response_number>/pointe/<dbint:point_number>/fjern/",
        treating.unmark,
        name="desk_unmark",
    ),
    path(
        "<dbint:number>/behandling/svar/<dbint:response_number>/uden-for-emnet/",
        treating.scope,
        name="desk_scope",
    ),
    path(
        "<dbint:number>/behandling/svar/<dbint:response_number>/passer-stadig/",
        treating.keep,
        name="desk_keep",
    ),
    path(
        "<dbint:number>/behandling/svar/<dbint:response_number>/original/",
        treating.original,
        name="desk_original",
    ),
    path("<dbint:number>/behandling/temaer/", treating.themes, name="themes"),
    path("<dbint:number>/behandling/temaer/<dbint:pk>/", treating.theme, name="theme"),
    path(
        "<dbint:number>/behandling/temaer/<dbint:pk>/titel/",
        treating.rename_theme,
        name="theme_rename",
    ),
    path(
        "<dbint:number>/behandling/temaer/<dbint:pk>/plads/",
        treating.place_theme,
        name="theme_place",
    ),
    path(
        "<dbint:number>/behandling/temaer/<dbint:pk>/saml/",
        treating.merge_theme,
        name="theme_merge",
    ),
    path(
        "<dbint:number>/behandling/temaer/<dbint:pk>/del/",
        treating.split_theme,
        name="theme_split",
    ),
    path(
        "<dbint:number>/behandling/temaer/<dbint:pk>/fjern/",
        treating.remove_theme,
        name="theme_remove",
    ),
    path("<dbint:number>/behandling/pointer/<dbint:point_number>/", treating.point, name="point"),
    path(
        "<dbint:number>/behandling/pointer/<dbint:point_number>/saml/",
        treating.merge_point,
        name="point_merge",
    ),
    path(
        "<dbint:number>/behandling/pointer/<dbint:point_number>/fjern/",
        treating.remove_point,
        name="point_remove",
    ),
    path("<dbint:number>/behandling/laest/<dbint:pk>/", treating.read, name="answer_read"),
]
