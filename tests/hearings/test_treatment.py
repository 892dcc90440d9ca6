"""The steps of the treatment: what each changes, what it refuses, and what it never loses."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.transitions import TransitionNotAllowed
from hearings.exceptions import AnswerChanged, ResponseChanged
from hearings.models import Answer, Change, HearingEvent, Mention, Point, Response, Theme
from hearings.services import treatment
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.treating import also_in, answer_to, point_in, theme_in

pytestmark = pytest.mark.django_db
Action = HearingEvent.Action
TEXT = "Lad poppelrækken stå. Den giver læ.\nFlyt parkeringen mod øst."


def response_to(hearing, text=TEXT, **values) -> Response:
    return ResponseFactory(hearing=hearing, text=text, **values)


def notes(hearing, action=Action.POINT_CHANGED) -> list[str]:
    return list(hearing.history.filter(action=action).order_by("pk").values_list("note", flat=True))


def spans(point: Point) -> list[tuple[int, int]]:
    return list(point.mentions.order_by("start").values_list("start", "end"))


def newer_version(response: Response, text: str):
    version = response.add_version(text, by=None, at=timezone.now())
    response.refresh_from_db()
    return version


def said(**values):
    return {"by": UserFactory(), "at": timezone.now(), **values}


# --- Themes -----------------------------------------------------------------------------------
def test_a_theme_is_added_after_the_others_with_one_line_of_history():
    hearing, user = HearingFactory(closed=True), UserFactory()
    first = theme_in(hearing, "Trafik")

    second = theme_in(hearing, "  Sti og\nlys ", by=user)

    assert (second.title, second.position) == ("Sti og lys", first.position + 1)
    line = hearing.history.get(note="Nyt tema: Sti og lys")
    assert (line.action, line.by) == (Action.POINT_CHANGED, user)


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "Trafik", "TRAFIK", "trafik "])
def test_a_theme_without_a_title_or_with_one_that_is_taken_is_refused(title):
    hearing = HearingFactory(closed=True)
    theme_in(hearing, "Trafik")

    with pytest.raises(ValidationError):
        theme_in(hearing, title)

    assert [theme.title for theme in hearing.themes.all()] == ["Trafik"]
    assert notes(hearing) == ["Nyt tema: Trafik"]


def test_two_hearings_may_have_a_theme_of_the_same_name():
    theme_in(HearingFactory(closed=True), "Trafik")

    assert theme_in(HearingFactory(closed=True), "Trafik").pk


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_draft_and_a_withdrawn_hearing_are_not_treated(state):
    hearing = HearingFactory(**{state: True})

    with pytest.raises(TransitionNotAllowed):
        theme_in(hearing)

    assert not hearing.themes.exists()


@pytest.mark.parametrize("state", ["coming", "open", "closed", "decided"])
def test_a_published_hearing_is_treated_whatever_the_calendar_says(state):
    assert theme_in(HearingFactory(**{state: True})).pk


def test_renaming_a_theme_says_what_it_was_called():
    hearing = HearingFactory(closed=True)
    theme = theme_in(hearing, "Trafik")

    treatment.rename_theme(theme, title="Trafik og parkering", **said())
    treatment.rename_theme(theme, title="Trafik og parkering", **said())

    assert hearing.themes.get().title == "Trafik og parkering"
    assert notes(hearing)[1:] == ["Tema omdøbt: Trafik -> Trafik og parkering"]


def test_a_theme_may_change_the_case_of_its_own_title():
    theme = theme_in(HearingFactory(closed=True), "trafik")

    assert treatment.rename_theme(theme, title="Trafik", **said()).title == "Trafik"


def test_themes_stand_in_the_order_that_was_asked_for():
    hearing = HearingFactory(closed=True)
    a, b, c = (theme_in(hearing, title) for title in "abc")

    treatment.order_themes(hearing, order=[c.pk, a.pk], **said())

    assert list(hearing.themes.all()) == [c, a, b]
    assert notes(hearing)[-1] == "Temaernes rækkefølge: c; a; b"


def test_another_hearings_theme_is_not_put_in_order():
    hearing = HearingFactory(closed=True)
    mine, other = theme_in(hearing), theme_in(HearingFactory(closed=True))

    with pytest.raises(ValidationError):
        treatment.order_themes(hearing, order=[other.pk, mine.pk], **said())


def test_merged_themes_keep_every_answer_a_point_had():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    one, two = theme_in(hearing, "Træer"), theme_in(hearing, "Beplantning")
    covered = point_in(response, theme=one, title="Bevar poplerne")
    own = point_in(response, theme=one, title="Plant hæk")
    waiting = point_in(response, theme=two, title="Flere bede")
    answer_to(one, remark="Træerne står.")
    answer_to(own, remark="Hækken kommer.")

    treatment.merge_themes(one, into=two, **said())

    assert not Theme.objects.filter(pk=one.pk).exists()
    remarks = {
        point.title: getattr(point.effective_answer, "remark", None)
        for point in two.points.select_related("answer", "theme__answer")
    }
    assert remarks == {
        covered.title: "Træerne står.",
        own.title: "Hækken kommer.",
        waiting.title: None,
    }
    assert Answer.objects.count() == 2


def test_the_answer_of_a_merged_theme_covers_the_other_when_nothing_waits_there():
    hearing = HearingFactory(closed=True)
    one, two = theme_in(hearing, "Træer"), theme_in(hearing, "Beplantning")
    answer = answer_to(one)

    treatment.merge_themes(one, into=two, **said())

    answer.refresh_from_db()
    assert answer.theme == two


def test_a_theme_is_not_merged_into_itself_or_into_another_hearings():
    hearing = HearingFactory(closed=True)
    theme, other = theme_in(hearing), theme_in(HearingFactory(closed=True))

    for target in (theme, other):
        with pytest.raises(ValidationError):
            treatment.merge_themes(theme, into=target, **said())

    assert Theme.objects.count() == 2


def test_a_theme_whose_answer_promised_a_change_is_not_merged_away():
    hearing = HearingFactory(closed=True)
    one, two = theme_in(hearing, "Træer"), theme_in(hearing, "Beplantning")
    answer_to(two)
    answer = answer_to(one)
    Change.objects.create(
        hearing=hearing, answer=answer, text="Træerne står", department=DepartmentFactory(),
        due_on=timezone.now().date(), created_by=UserFactory(),
    )  # fmt: skip

    with pytest.raises(TransitionNotAllowed):
        treatment.merge_themes(one, into=two, **said())

    assert Theme.objects.count() == 2


def test_a_split_theme_takes_the_answer_along():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    theme = theme_in(hearing, "Trafik")
    stays, goes = (point_in(response, theme=theme, title=title) for title in ("Lys", "Støj"))
    answer_to(theme, remark="Det ser vi på.")

    new = treatment.split_theme(theme, title="Støj", points=[goes], **said())

    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (stays.theme, goes.theme) == (theme, new)
    assert goes.effective_answer.remark == stays.effective_answer.remark == "Det ser vi på."


def test_a_theme_is_split_only_by_points_of_its_own():
    hearing = HearingFactory(closed=True)
    theme = theme_in(hearing, "Trafik")
    foreign = point_in(response_to(hearing), theme="Beplantning")

    for points in ([], [foreign]):
        with pytest.raises(ValidationError):
            treatment.split_theme(theme, title="Støj", points=points, **said())

    assert not hearing.themes.filter(title="Støj").exists()


def test_a_theme_is_removed_when_it_is_empty_and_its_answer_stays_in_the_history():
    hearing = HearingFactory(closed=True)
    theme = theme_in(hearing, "Trafik")
    point = point_in(response_to(hearing), theme=theme)
    answer_to(theme, remark="Det ser vi på.")

    with pytest.raises(ValidationError):
        treatment.remove_theme(theme, **said())
    treatment.remove_mention(point, response=Response.objects.get(), **said())
    treatment.remove_theme(theme, **said())

    assert not hearing.themes.exists()
    assert notes(hearing)[-1] == ("Tema fjernet: Trafik. Svaret var: imødekommes / Det ser vi på.")


# --- Points -----------------------------------------------------------------------------------
def test_a_point_is_made_of_passages_that_meet_as_one():
    hearing, user = HearingFactory(closed=True), UserFactory()
    response = response_to(hearing)

    point = point_in(response, passages=[(22, 35), (0, 21), (36, 61)], by=user)

    assert (point.number, str(point)) == (1, "P1 Bevar poppelrækken")
    assert spans(point) == [(0, 61)]
    assert list(hearing.responses.treated()) == [response]
    line = hearing.history.get(response=response, action=Action.POINT_CHANGED)
    assert (line.by, line.note) == (user, "Ny pointe under »Beplantning«: P1 Bevar poppelrækken")


def test_points_have_numbers_of_their_own_and_themes_are_found_whatever_their_case():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)

    first = point_in(response, passages=[(0, 21)])
    second = point_in(response, passages=[(36, 61)], theme="BEPLANTNING", title="Parkering")

    assert (first.number, second.number) == (1, 2)
    assert hearing.themes.count() == 1


@pytest.mark.parametrize(
    "passages", [[], [(0, 0)], [(5, 3)], [(-1, 4)], [(0, len(TEXT) + 1)], [(0, 5), (9000, 9001)]]
)
def test_a_passage_outside_the_text_is_refused_and_nothing_is_left(passages):
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)

    with pytest.raises(ValidationError):
        treatment.make_point(
            hearing, theme="Trafik", title="Parkering", response=response,
            version=response.current_version, passages=passages, **said(),
        )  # fmt: skip

    hearing.refresh_from_db()
    assert not Point.objects.exists()
    assert not Theme.objects.exists()
    assert hearing.last_point_number == 0


@pytest.mark.parametrize("title", ["", " \n", "x" * 301])
def test_a_point_without_words_or_with_too_many_is_refused(title):
    hearing = HearingFactory(closed=True)

    with pytest.raises(ValidationError) as refusal:
        point_in(response_to(hearing), title=title)

    assert set(refusal.value.message_dict) == {"title"}
    assert not Point.objects.exists()


def test_a_point_is_not_put_under_another_hearings_theme():
    hearing = HearingFactory(closed=True)
    foreign = theme_in(HearingFactory(closed=True))

    with pytest.raises(ValidationError):
        point_in(response_to(hearing), theme=foreign)
    point = point_in(response_to(hearing))
    with pytest.raises(ValidationError):
        treatment.move_point(point, theme=foreign, **said())

    point.refresh_from_db()
    assert point.theme.hearing == hearing


def test_a_point_is_not_made_of_another_hearings_response():
    foreign = response_to(HearingFactory(closed=True))

    with pytest.raises(ValidationError):
        treatment.make_point(
            HearingFactory(closed=True), theme="Trafik", title="Parkering", response=foreign,
            version=foreign.current_version, passages=[(0, 5)], **said(),
        )  # fmt: skip


def test_a_point_is_not_made_of_a_text_that_the_author_has_replaced():
    hearing = HearingFactory(open=True)
    response = response_to(hearing)
    old = response.current_version
    newer_version(response, "Noget andet.")

    with pytest.raises(ResponseChanged) as refusal:
        treatment.make_point(
            hearing, theme="Trafik", title="Parkering", response=response, version=old,
            passages=[(0, 5)], **said(),
        )  # fmt: skip

    assert refusal.value.response == response
    assert not Point.objects.exists()


def test_a_withdrawn_response_gets_no_point():
    hearing = HearingFactory(open=True)

    with pytest.raises(TransitionNotAllowed):
        point_in(response_to(hearing, withdrawn=True))


def test_a_declined_response_is_treated_like_the_others():
    hearing = HearingFactory(closed=True)

    assert point_in(response_to(hearing, declined=True)).pk


def test_one_point_stands_in_many_responses_and_is_joined_where_it_meets():
    hearing = HearingFactory(closed=True)
    one, two = response_to(hearing), response_to(hearing)
    point = point_in(one, passages=[(0, 21)])

    also_in(point, two)
    also_in(point, one, passages=[(22, 35)])
    also_in(point, one, passages=[(22, 35)])

    assert list(point.mentions.filter(response=one).values_list("start", "end")) == [(0, 35)]
    assert set(point.responses.all()) == {one, two}


def test_a_point_removed_from_its_last_response_is_gone_unless_it_was_answered():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    plain, answered = point_in(response), point_in(response, title="Parkering")
    answer_to(answered)

    gone = treatment.remove_mention(plain, response=response, **said())
    kept = treatment.remove_mention(answered, response=response, **said())

    assert (gone, kept) == (True, False)
    assert list(hearing.points.all()) == [answered]
    assert list(hearing.responses.untreated()) == [response]


def test_a_point_that_stands_somewhere_is_not_removed():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    point = point_in(response)
    answer_to(point, remark="Den bliver.")

    with pytest.raises(ValidationError):
        treatment.remove_point(point, **said())
    treatment.remove_mention(point, response=response, **said())
    treatment.remove_point(point, **said())

    assert not Point.objects.exists()
    assert notes(hearing)[-1].endswith("Svaret var: imødekommes / Den bliver.")


def test_a_point_is_said_in_other_words_and_moved():
    hearing = HearingFactory(closed=True)
    point = point_in(response_to(hearing))

    treatment.rename_point(point, title="Poplerne bør stå", **said())
    moved = treatment.move_point(point, theme="Træer", **said())

    assert (moved.title, moved.theme.title) == ("Poplerne bør stå", "Træer")
    assert notes(hearing)[-1] == "P1 Poplerne bør stå flyttet fra »Beplantning« til »Træer«"
    with pytest.raises(ValidationError):
        treatment.rename_point(point, title="", **said())


def test_merged_points_stand_in_all_the_responses_once():
    hearing = HearingFactory(closed=True)
    both, one = response_to(hearing), response_to(hearing)
    point, into = point_in(both, passages=[(0, 21)]), point_in(both, passages=[(22, 35)])
    also_in(point, one)

    treatment.merge_points(point, into=into, **said())

    assert list(hearing.points.all()) == [into]
    assert list(into.mentions.filter(response=both).values_list("start", "end")) == [(0, 35)]
    assert set(into.responses.all()) == {both, one}


def test_merged_points_keep_the_answer_or_write_it_in_the_history():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    a, b, c = (point_in(response, title=title) for title in "abc")
    answer_to(a, remark="Svar til a.")
    answer_to(c, remark="Svar til c.")

    treatment.merge_points(a, into=b, **said())
    treatment.merge_points(b, into=c, **said())

    c = Point.objects.get(pk=c.pk)
    assert c.answer.remark == "Svar til c."
    assert notes(hearing)[-1] == "P2 b lagt sammen med P3 c. Svaret var: imødekommes / Svar til a."


def test_a_point_is_not_merged_into_itself_or_another_hearings():
    point = point_in(response_to(HearingFactory(closed=True)))
    foreign = point_in(response_to(HearingFactory(closed=True)))

    for target in (point, foreign):
        with pytest.raises(ValidationError):
            treatment.merge_points(point, into=target, **said())

    assert Point.objects.count() == 2


# --- When the author writes again ---------------------------------------------------------------
def test_points_that_still_hold_move_to_where_the_same_words_stand():
    hearing = HearingFactory(open=True)
    response = response_to(hearing)
    moved, lost = point_in(response, passages=[(36, 61)]), point_in(response, passages=[(22, 35)])
    new = "Til rette vedkommende. Flyt  parkeringen\nmod øst. Ellers intet."
    version = newer_version(response, new)
    assert list(hearing.responses.untreated()) == [response]

    treatment.keep_points(response, version=version, **said())

    start = new.index("Flyt")
    assert spans(moved) == [(start, start + 26)]
    assert spans(lost) == [(0, len(new))]
    assert list(hearing.responses.treated()) == [response]
    assert not Mention.objects.exclude(version=version).exists()


def test_a_point_of_the_whole_response_stays_one():
    hearing = HearingFactory(open=True)
    response = response_to(hearing)
    point = point_in(response)
    version = newer_version(response, "Forord. " + TEXT)

    treatment.keep_points(response, version=version, **said())

    assert spans(point) == [(0, len(version.text))]


def test_points_are_not_kept_for_a_version_that_was_not_read():
    hearing = HearingFactory(open=True)
    response = response_to(hearing)
    point_in(response)
    read = newer_version(response, "Anden udgave.")
    newer_version(response, "Tredje udgave.")

    with pytest.raises(ResponseChanged):
        treatment.keep_points(response, version=read, **said())


def test_a_response_outside_the_subject_stays_outside_when_that_is_said():
    hearing = HearingFactory(open=True)
    response = response_to(hearing)
    treatment.mark_out_of_scope(response, reason="Handler om busdrift.", **said())
    version = newer_version(response, "Stadig om busser.")
    assert list(hearing.responses.untreated()) == [response]

    treatment.keep_points(response, version=version, **said())

    assert list(hearing.responses.treated()) == [response]


# --- Outside the subject ------------------------------------------------------------------------
def test_a_response_outside_the_subject_is_treated_and_can_be_taken_in_again():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)

    treatment.mark_out_of_scope(response, reason=" Handler om busdrift. ", **said())
    treatment.mark_out_of_scope(response, reason="Handler om busdrift.", **said())

    assert list(hearing.responses.treated()) == [response]
    assert notes(hearing, Action.OUT_OF_SCOPE) == ["Handler om busdrift."]
    treatment.unmark_out_of_scope(response, **said())
    treatment.unmark_out_of_scope(response, **said())
    assert list(hearing.responses.untreated()) == [response]
    assert len(notes(hearing, Action.OUT_OF_SCOPE)) == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_outside_the_subject_wants_a_reason(reason):
    response = response_to(HearingFactory(closed=True))

    with pytest.raises(ValidationError):
        treatment.mark_out_of_scope(response, reason=reason, **said())

    response.refresh_from_db()
    assert response.out_of_scope_version is None


def test_a_response_with_points_is_not_outside_the_subject():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    treatment.mark_out_of_scope(response, reason="Handler om busdrift.", **said())
    point_in(response)

    response.refresh_from_db()
    assert response.out_of_scope_version is None
    with pytest.raises(ValidationError):
        treatment.mark_out_of_scope(response, reason="Handler om busdrift.", **said())


def test_a_newer_version_is_not_put_outside_the_subject_unread():
    response = response_to(HearingFactory(open=True))
    old = response.current_version
    newer_version(response, "Om lokalplanen alligevel.")

    with pytest.raises(ResponseChanged):
        treatment.mark_out_of_scope(response, reason="Busdrift.", version=old, **said())


# --- Answers ------------------------------------------------------------------------------------
def test_an_answer_is_written_once_and_again_with_a_line_each():
    hearing, user = HearingFactory(closed=True), UserFactory()
    point = point_in(response_to(hearing))

    first = answer_to(point, remark="Kladde.", outcome="", by=user)
    again = answer_to(point, remark="Rækken står.", seen_revision=first.revision)

    assert (first.revision, again.revision, again.pk) == (1, 2, first.pk)
    assert notes(hearing, Action.ANSWER_WRITTEN) == [
        "P1 Bevar poppelrækken: uden udfald endnu",
        "P1 Bevar poppelrækken: imødekommes",
    ]


def test_the_same_words_change_nothing():
    hearing = HearingFactory(closed=True)
    theme = theme_in(hearing)
    answer_to(theme)

    same = answer_to(theme, seen_revision=0)

    assert same.revision == 1
    assert len(notes(hearing, Action.ANSWER_WRITTEN)) == 1


def test_who_saves_over_words_they_never_saw_is_told_and_may_save_anyway():
    theme = theme_in(HearingFactory(closed=True))
    theirs = answer_to(theme, remark="Den enes ord.")

    with pytest.raises(AnswerChanged) as refusal:
        answer_to(theme, remark="Den andens ord.", seen_revision=0)

    assert refusal.value.newer == theirs
    assert Answer.objects.get().remark == "Den enes ord."
    answer_to(theme, remark="Den andens ord.", seen_revision=theirs.revision)
    assert Answer.objects.get().remark == "Den andens ord."


def test_an_answer_that_was_removed_meanwhile_is_told_too():
    theme = theme_in(HearingFactory(closed=True))
    answer = answer_to(theme)
    treatment.remove_answer(answer, seen_revision=1, **said())

    with pytest.raises(AnswerChanged) as refusal:
        answer_to(theme, remark="Nye ord.", seen_revision=1)

    assert refusal.value.newer is None


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"remark": "x" * 10_001}, "remark"),
        ({"summary": "x" * 10_001}, "summary"),
        ({"change_place": "x" * 201}, "change_place"),
        ({"outcome": "måske"}, "outcome"),
    ],
)
def test_an_answer_that_is_too_long_or_has_an_unknown_outcome_is_refused(texts, field):
    theme = theme_in(HearingFactory(closed=True))

    with pytest.raises(ValidationError) as refusal:
        answer_to(theme, **texts)

    assert field in refusal.value.message_dict
    assert not Answer.objects.exists()


def test_an_empty_answer_is_none():
    theme = theme_in(HearingFactory(closed=True))

    with pytest.raises(ValidationError):
        answer_to(theme, remark=" ", outcome="")


def test_another_hearings_theme_is_not_answered():
    theme = theme_in(HearingFactory(closed=True))

    with pytest.raises(ValidationError):
        treatment.write_answer(
            HearingFactory(closed=True), theme=theme, seen_revision=0, remark="Ja.", **said()
        )


def test_an_answer_is_to_a_theme_or_to_a_point():
    with pytest.raises(ValueError, match="theme or to a point"):
        treatment.write_answer(HearingFactory(closed=True), seen_revision=0, remark="Ja", **said())


def test_a_points_own_answer_is_removed_and_the_themes_covers_it_again():
    hearing = HearingFactory(closed=True)
    point = point_in(response_to(hearing))
    answer_to(point.theme, remark="Temaets svar.")
    own = answer_to(point, remark="Pointens svar.")

    with pytest.raises(AnswerChanged):
        treatment.remove_answer(own, seen_revision=7, **said())
    treatment.remove_answer(own, seen_revision=1, **said())

    assert Point.objects.get().effective_answer.remark == "Temaets svar."
    assert "Pointens svar." in notes(hearing, Action.ANSWER_WRITTEN)[-1]


# --- The second reader --------------------------------------------------------------------------
def test_another_person_reads_an_answer_and_new_words_must_be_read_again():
    hearing, writer, reader = HearingFactory(closed=True), UserFactory(), UserFactory()
    theme = theme_in(hearing)
    answer = answer_to(theme, by=writer)
    assert list(Answer.objects.unread()) == [answer]

    answer = treatment.read_answer(answer, revision=1, **said(by=reader))
    treatment.read_answer(answer, revision=1, **said())

    assert answer.read_by == reader
    assert not Answer.objects.unread().exists()
    assert len(notes(hearing, Action.ANSWER_READ)) == 1
    again = answer_to(theme, remark="Nye ord.", seen_revision=1, by=writer)
    assert (again.read_by, again.read_at) == (None, None)


def test_who_wrote_an_answer_is_not_its_second_reader():
    writer = UserFactory()
    answer = answer_to(theme_in(HearingFactory(closed=True)), by=writer)

    with pytest.raises(TransitionNotAllowed):
        treatment.read_answer(answer, revision=1, **said(by=writer))


def test_an_answer_is_not_read_before_it_is_ready_or_in_words_that_are_gone():
    theme = theme_in(HearingFactory(closed=True))
    answer = answer_to(theme, outcome="")

    with pytest.raises(TransitionNotAllowed):
        treatment.read_answer(answer, revision=1, **said())
    answer_to(theme, seen_revision=1)
    with pytest.raises(AnswerChanged):
        treatment.read_answer(answer, revision=1, **said())
    treatment.remove_answer(answer, seen_revision=2, **said())
    with pytest.raises(AnswerChanged):
        treatment.read_answer(answer, revision=2, **said())


# --- One row, one response ----------------------------------------------------------------------
def row_for(response, *, point=None, **values):
    words = {"theme": "Beplantning", "title": "Bevar poppelrækken", **values}
    return treatment.treat_row(
        response,
        version=response.current_version,
        row=treatment.Row(**words),
        point=point,
        **said(),
    )


def test_a_row_makes_theme_point_and_answer():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)

    point = row_for(response, remark="Den står.", outcome="accepted", change_place="§ 7.3")

    assert (point.theme.title, spans(point)) == ("Beplantning", [(0, len(TEXT))])
    assert Point.objects.get().answer.change_place == "§ 7.3"


def test_the_same_words_in_two_rows_are_one_point():
    hearing = HearingFactory(closed=True)

    one = row_for(response_to(hearing), remark="Den står.", outcome="accepted")
    two = row_for(response_to(hearing), title="bevar POPPELRÆKKEN")

    assert one == two
    assert one.responses.count() == 2
    assert Answer.objects.get().remark == "Den står."


def test_a_row_changes_the_point_that_it_showed_and_an_emptied_answer_is_removed():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)
    point = row_for(response, remark="Den står.", outcome="accepted")

    row_for(response, point=point, title="Poplerne bør stå", theme="Træer", seen_revision=1)

    point = Point.objects.get()
    assert (point.title, point.theme.title, point.effective_answer) == (
        "Poplerne bør stå", "Træer", None,
    )  # fmt: skip


@pytest.mark.parametrize("missing", ["theme", "title"])
def test_a_row_wants_theme_and_point_and_leaves_nothing_half_done(missing):
    hearing = HearingFactory(closed=True)

    with pytest.raises(ValidationError) as refusal:
        row_for(response_to(hearing), remark="Den står.", **{missing: " "})

    assert set(refusal.value.message_dict) == {missing}
    assert not Theme.objects.exists()


def test_a_row_that_cannot_be_answered_leaves_no_point():
    hearing = HearingFactory(closed=True)

    with pytest.raises(ValidationError):
        row_for(response_to(hearing), remark="x" * 10_001, outcome="accepted")

    assert not Point.objects.exists()


def test_a_row_outside_the_subject():
    hearing = HearingFactory(closed=True)
    response = response_to(hearing)

    assert row_for(response, out_of_scope="Handler om busdrift.") is None

    assert list(hearing.responses.treated()) == [response]
