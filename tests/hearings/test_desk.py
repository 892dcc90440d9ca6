"""The desk: who may see it, what it lists, how a point is marked, and that nothing is lost."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from hearings.models import Answer, HearingEvent, Mention, Point, Redaction, Response
from hearings.services import treatment
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.hearings.staff import at_work
from tests.hearings.treating import also_in, answer_to, point_in, theme_in

pytestmark = pytest.mark.django_db
TEXT = "Lad poppelrækken stå. Den giver læ.\nFlyt parkeringen mod øst."
FIRST, SECOND, THIRD = "0-21", "22-35", "36-61"


@pytest.fixture
def hearing():
    return HearingFactory(closed=True, department=DepartmentFactory(name="Plan"))


@pytest.fixture
def worker(hearing):
    return UserFactory(
        role=Role.CASE_WORKER, department=hearing.department, full_name="Lone Linealsen"
    )


@pytest.fixture
def client(worker):
    return at_work(worker)


def response_to(hearing, text=TEXT, **values) -> Response:
    return ResponseFactory(hearing=hearing, text=text, approved=True, **values)


def desk(hearing, **query):
    url = reverse("hearings:desk", args=[hearing.number])
    return f"{url}?{'&'.join(f'{name}={value}' for name, value in query.items())}"


def page(client, hearing, **query) -> str:
    response = client.get(desk(hearing, **{"vis": "alle", **query}))
    assert response.status_code == 200
    return response.content.decode()


def do(client, name, hearing, *args, **data):
    """Send a form of the desk; `query` keeps the filters."""
    query = data.pop("query", "vis=alle")
    url = reverse(f"hearings:{name}", args=[hearing.number, *args])
    return client.post(f"{url}?{query}", data)


def mark(client, response, **data):
    values = {"version": response.current_version_id, "sentences": [FIRST], **data}
    return do(client, "desk_mark", response.hearing, response.number, **values)


def new_point(client, response, **data):
    words = {"title": "Bevar poppelrækken", "new_theme": "Beplantning", **data}
    return mark(client, response, **words)


def listed(content: str) -> list[str]:
    return re.findall(r"<b>(\d+)</b> ", content.partition('class="plain queue"')[2])


# --- Who ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "read", "change"),
    [(Role.CASE_WORKER, 200, 302), (Role.MODERATOR, 200, 403), (Role.MANAGER, 200, 403)],
)
def test_case_workers_treat_and_moderators_and_managers_read(hearing, role, read, change):
    response = response_to(hearing)
    client = at_work(UserFactory(role=role, department=hearing.department))

    assert client.get(desk(hearing, vis="alle")).status_code == read
    assert new_point(client, response).status_code == change
    assert Point.objects.exists() == (change == 302)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.EDITOR])
def test_others_of_the_department_do_not_see_the_desk(hearing, role):
    client = at_work(UserFactory(role=role, department=hearing.department))

    assert client.get(desk(hearing, vis="alle")).status_code in (403, 404)


def test_another_departments_desk_does_not_exist(hearing):
    response = response_to(hearing)
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=DepartmentFactory()))

    assert client.get(desk(hearing, vis="alle")).status_code == 404
    assert new_point(client, response).status_code == 404


def test_a_reader_gets_no_forms(hearing):
    response = response_to(hearing)
    point_in(response)
    client = at_work(UserFactory(role=Role.MODERATOR, department=hearing.department))

    content = page(client, hearing, svar=response.number)

    assert 'method="post"' not in content
    assert "P1 Bevar poppelrækken" in content


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_draft_and_a_withdrawn_hearing_have_no_desk(hearing, state):
    other = HearingFactory(department=hearing.department, **{state: True})
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))

    assert client.get(desk(other, vis="alle")).status_code == 409
    assert do(client, "themes", other, title="Trafik").status_code == 409


@pytest.mark.parametrize("state", ["coming", "open", "closed", "decided"])
def test_the_desk_works_whatever_the_calendar_says(hearing, state):
    other = HearingFactory(department=hearing.department, **{state: True})
    client = at_work(UserFactory(role=Role.CASE_WORKER, department=hearing.department))

    assert client.get(desk(other, vis="alle")).status_code == 200


def test_the_desk_is_kept_by_nobody(client, hearing):
    response = client.get(desk(hearing, vis="alle"))

    assert response.headers["Cache-Control"] == "private, no-store"


def test_few_responses_begin_on_the_one_page_and_many_at_the_desk(client, hearing):
    response_to(hearing)
    url = reverse("hearings:desk", args=[hearing.number])

    few = client.get(url)
    ResponseFactory.create_batch(29, hearing=hearing)
    many = client.get(url)

    assert few.headers["Location"] == reverse("hearings:small", args=[hearing.number])
    assert many.status_code == 200


# --- The queue ----------------------------------------------------------------------------------
def test_the_queue_narrows_by_everything(client, hearing):
    waits = response_to(hearing, sender_kind="association", on_behalf_of="Fem Hække")
    pointed = response_to(hearing, channel="letter")
    outside = response_to(hearing, text="Om busdrift.")
    point = point_in(pointed)
    treatment.mark_out_of_scope(outside, reason="Busdrift", by=UserFactory(), at=timezone.now())
    response_to(hearing, withdrawn=False).withdraw(at=timezone.now())
    numbers = {one: str(one.number) for one in (waits, pointed, outside)}

    found = {
        query: listed(page(client, hearing, **dict([query])))
        for query in [
            ("vis", "ubehandlet"), ("vis", "alle"), ("vis", "med-pointer"),
            ("vis", "uden-for-emnet"), ("afsender", "foreninger"), ("kanal", "brev"),
            ("tema", str(point.theme_id)), ("q", "BUSDRIFT"), ("q", "fem h%C3%A6kke"),
            ("q", str(pointed.number)), ("afsender", "findes-ikke"),
        ]
    }  # fmt: skip

    assert found == {
        ("vis", "ubehandlet"): [numbers[waits]],
        ("vis", "alle"): list(numbers.values()),
        ("vis", "med-pointer"): [numbers[pointed]],
        ("vis", "uden-for-emnet"): [numbers[outside]],
        ("afsender", "foreninger"): [numbers[waits]],
        ("kanal", "brev"): [numbers[pointed]],
        ("tema", str(point.theme_id)): [numbers[pointed]],
        ("q", "BUSDRIFT"): [numbers[outside]],
        ("q", "fem h%C3%A6kke"): [numbers[waits]],
        ("q", str(pointed.number)): [numbers[pointed]],
        ("afsender", "findes-ikke"): list(numbers.values()),
    }


def test_a_sign_that_counts_but_is_no_number_is_searched_as_a_word(client, hearing):
    ResponseFactory(hearing=hearing, text="Kapitel ፩ handler om træerne.")

    assert listed(page(client, hearing, q="፩")) == ["1"]


def test_a_search_does_not_tell_what_is_masked(client, hearing, worker):
    masked = response_to(hearing, text="Min nabo Holger er syg. Bevar træerne.")
    Redaction.objects.create(
        version=masked.current_version, start=9, end=15, reason="personal", by=worker
    )
    told = response_to(hearing, text="Holger bor her.")

    assert listed(page(client, hearing, q="Holger")) == [str(told.number)]
    assert listed(page(client, hearing, q="træerne")) == [str(masked.number)]


def test_the_queue_has_pages_and_opens_at_the_chosen_response(client, hearing):
    responses = ResponseFactory.create_batch(60, hearing=hearing)
    last = responses[-1]

    first_page = listed(page(client, hearing))
    last_page = page(client, hearing, svar=last.number)

    assert len(first_page) == 50
    assert listed(last_page) == [str(one.number) for one in responses[50:]]
    assert f"svar={responses[-2].number}" in last_page
    assert listed(page(client, hearing, side="999999")) == listed(last_page)


def test_next_and_previous_lead_through_what_was_chosen(client, hearing):
    one, two, three = (response_to(hearing) for _time in range(3))
    point_in(two)

    content = page(client, hearing, vis="ubehandlet", svar=two.number)

    assert f'svar={one.number}" accesskey="k" data-key-previous' in content
    assert f'svar={three.number}" accesskey="j" data-key-next' in content


def test_the_progress_is_drawn_and_written(client, hearing):
    point_in(response_to(hearing))
    response_to(hearing)

    content = page(client, hearing)

    assert 'aria-label="1 af 2 svar behandlet"' in content
    assert '<rect class="progress__done" width="50.0"' in content


@pytest.mark.parametrize("asked", ["0", "999", "abc", "99999999999999"])
def test_a_response_that_is_not_there(client, hearing, asked):
    response_to(hearing)

    status = client.get(desk(hearing, vis="alle", svar=asked)).status_code

    assert status == (404 if asked == "999" else 200)


def test_an_empty_desk_says_so(client, hearing):
    assert "Der er ikke kommet svar endnu" in page(client, hearing)


# --- Marking ------------------------------------------------------------------------------------
def test_sentences_become_a_new_point_under_a_new_theme(client, hearing):
    response = response_to(hearing)

    answer = new_point(client, response, sentences=[FIRST, THIRD])

    assert answer.headers["Location"] == desk(hearing, vis="alle", svar=response.number)
    point = Point.objects.get()
    assert (point.title, point.theme.title) == ("Bevar poppelrækken", "Beplantning")
    assert list(point.mentions.values_list("start", "end")) == [(0, 21), (36, 61)]
    content = page(client, hearing, svar=response.number)
    assert '<mark class="mark-a">Lad poppelrækken stå.</mark><sup>P1</sup>' in content
    assert '<mark class="mark-a">Flyt parkeringen mod øst.</mark><sup>P1</sup>' in content


def test_save_and_next_goes_to_the_next_that_waits_and_begins_again(client, hearing):
    one, two, three = (response_to(hearing) for _time in range(3))
    point_in(two)

    on = new_point(client, one, next="1")
    again = new_point(client, three, title="Parkering", next="1")

    assert on.headers["Location"].endswith(f"svar={three.number}")
    assert again.headers["Location"].endswith(f"svar={three.number}")
    assert "ikke flere svar" in page(client, hearing)


def test_a_part_of_a_sentence_is_typed(client, hearing):
    response = response_to(hearing)

    new_point(client, response, sentences=[], words="poppelrækken  STÅ")
    new_point(client, response, sentences=[], title="Læ", words="giver", last_words="mod øst")

    assert list(Mention.objects.order_by("pk").values_list("start", "end")) == [(4, 20), (26, 60)]


def test_the_whole_response_is_a_place(client, hearing):
    response = response_to(hearing)

    new_point(client, response, sentences=[], whole="on")

    assert list(Mention.objects.values_list("start", "end")) == [(0, len(TEXT))]
    assert "Hele svaret:" in page(client, hearing, svar=response.number)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"sentences": []}, "Vælg mindst én sætning"),
        ({"sentences": ["0-9999"]}, "findes ikke i svaret mere"),
        ({"sentences": ["abc"]}, "findes ikke i svaret mere"),
        ({"sentences": [], "words": "findes ikke"}, "Ordene står ikke i svaret"),
        ({"sentences": [], "last_words": "øst"}, "Skriv også de ord"),
        ({"sentences": [], "words": "r"}, "steder i svaret"),
        ({"title": ""}, "Skriv pointen, eller vælg en"),
        ({"title": "x" * 301}, "300"),
        ({"new_theme": ""}, "Vælg et tema, eller skriv et nyt"),
        ({"new_theme": "x" * 121}, "120"),
        ({"theme": "999999"}, "Vælg"),
        ({"title": "Ring til 010190-1234"}, "cpr"),
        ({"known": "P99"}, "ingen pointe med de ord"),
        ({"version": "999999"}, "nyere version"),
        ({"version": ""}, "nyere version"),
    ],
)
def test_what_cannot_be_saved_is_told_and_stands_there_still(client, hearing, data, told):
    response = response_to(hearing)
    words = {"title": "Min pointe", "new_theme": "Mit tema", "sentences": [SECOND], **data}
    if "known" in data:
        words |= {"title": "", "new_theme": ""}

    answer = mark(client, response, **words)

    content = answer.content.decode()
    assert answer.status_code == 200
    assert told.casefold() in content.casefold()
    assert not Point.objects.exists()
    assert not hearing.themes.exists()
    for name in ("title", "new_theme", "words"):
        if words.get(name):
            assert words[name] in content
    if words["sentences"] == [SECOND]:
        assert f'value="{SECOND}" checked' in content


def test_another_hearings_theme_cannot_be_chosen(client, hearing):
    foreign = theme_in(HearingFactory(closed=True))

    answer = new_point(client, response_to(hearing), theme=foreign.pk, new_theme="")

    assert answer.status_code == 200
    assert not Point.objects.exists()


def test_an_existing_point_is_found_by_number_or_by_words(client, hearing):
    one, two, three = (response_to(hearing) for _time in range(3))
    point = point_in(one)
    point_in(one, title="Flere parkeringspladser", theme="Trafik")

    mark(client, two, known="P1 Bevar poppelrækken")
    mark(client, three, known="POPPEL")

    assert set(point.responses.all()) == {one, two, three}
    assert "Samme pointe i 2 andre svar" in page(client, hearing, svar=two.number)


def test_of_several_points_one_is_chosen_under_its_theme(client, hearing):
    one, two = response_to(hearing), response_to(hearing)
    point_in(one, title="Bevar hækken")
    wanted = point_in(one, title="Klip hækken", theme="Drift")

    asked = mark(client, two, known="hækken").content.decode()
    answer = mark(client, two, known="hækken", point=wanted.number)

    assert "2 pointer passer" in asked
    assert '<optgroup label="Drift">' in asked
    assert answer.status_code == 302
    assert list(two.points.all()) == [wanted]


def test_a_point_is_taken_from_a_response(client, hearing):
    response = response_to(hearing)
    point_in(response)

    do(client, "desk_unmark", hearing, response.number, 1)

    assert not Point.objects.exists()
    assert "P1 Bevar poppelrækken er fjernet" in page(client, hearing)
    assert do(client, "desk_unmark", hearing, response.number, 1).status_code == 404


def test_masked_passages_stay_masked_until_the_original_is_opened(client, hearing, worker):
    response = response_to(hearing, text="Min nabo Holger er syg. Bevar træerne.")
    Redaction.objects.create(
        version=response.current_version, start=9, end=15, reason="personal", by=worker
    )
    point_in(response, passages=[(0, 23)])

    shut = page(client, hearing, svar=response.number)
    opened = do(client, "desk_original", hearing, response.number).content.decode()

    assert "Holger" not in shut
    assert "[maskeret:" in shut
    assert "Holger" in opened
    line = response.history.get(action=HearingEvent.Action.ORIGINAL_READ)
    assert line.by == worker


def test_a_moderator_does_not_open_the_original_at_the_desk(hearing, worker):
    response = response_to(hearing)
    client = at_work(UserFactory(role=Role.MODERATOR, department=hearing.department))

    assert do(client, "desk_original", hearing, response.number).status_code == 403
    assert not response.history.filter(action=HearingEvent.Action.ORIGINAL_READ).exists()


def test_a_point_page_shows_its_words_without_what_is_masked(client, hearing, worker):
    response = response_to(hearing, text="Min nabo Holger er syg. Bevar træerne.")
    Redaction.objects.create(
        version=response.current_version, start=9, end=15, reason="personal", by=worker
    )
    point_in(response, passages=[(0, 23)])

    content = client.get(reverse("hearings:point", args=[hearing.number, 1])).content.decode()

    assert "Min nabo … er syg." in content
    assert "Holger" not in content


# --- Outside the subject, and when the author writes again --------------------------------------
def test_outside_the_subject_and_back(client, hearing):
    response = response_to(hearing)
    version = response.current_version_id
    empty = do(client, "desk_scope", hearing, response.number, version=version, reason="")

    do(client, "desk_scope", hearing, response.number, version=version, reason="Om busdrift.")

    assert empty.status_code == 200
    assert "Om busdrift." in page(client, hearing, svar=response.number)
    do(client, "desk_scope", hearing, response.number, undo="1")
    response.refresh_from_db()
    assert response.out_of_scope_version is None


def test_points_of_an_older_version_are_told_and_kept(client, hearing):
    response = response_to(hearing)
    point = point_in(response, passages=[(36, 61)])
    version = response.add_version("Først. Flyt parkeringen mod øst.", by=None, at=timezone.now())

    content = page(client, hearing, svar=response.number)
    old = do(client, "desk_keep", hearing, response.number, version="1")
    do(client, "desk_keep", hearing, response.number, version=version.pk)

    assert "Afsenderen har rettet svaret" in content
    assert "Pointerne passer stadig" in content
    assert old.status_code == 409
    assert list(point.mentions.values_list("version", "start")) == [(version.pk, 7)]
    assert "Afsenderen har rettet svaret" not in page(client, hearing, svar=response.number)


def test_a_withdrawn_response_is_shown_without_forms(client, hearing):
    response = response_to(hearing)
    response.withdraw(at=timezone.now())

    content = page(client, hearing, svar=response.number)

    assert "har trukket svaret tilbage" in content
    assert 'name="sentences"' not in content


# --- Answers at the desk ------------------------------------------------------------------------
def point_data(number=1, **values):
    words = {
        "title": "Bevar poppelrækken", "remark": "Rækken står.", "outcome": "accepted",
        "seen": "0", **values,
    }  # fmt: skip
    return {f"p{number}-{name}": value for name, value in words.items()}


def test_a_point_is_answered_and_moved_at_the_desk(client, hearing, worker):
    response = response_to(hearing)
    point_in(response)
    theme = theme_in(hearing, "Træer")

    answer = do(
        client, "desk_point", hearing, response.number, 1,
        **point_data(theme=theme.pk, change="Bevares", change_place="§ 7.3"),
    )  # fmt: skip

    assert answer.status_code == 302
    point = Point.objects.get()
    assert (point.theme, point.answer.remark, point.answer.written_by) == (
        theme, "Rækken står.", worker,
    )  # fmt: skip


def test_the_second_person_sees_the_others_words_and_may_save_anyway(client, hearing):
    response = response_to(hearing)
    point = point_in(response)
    other = UserFactory(full_name="Per Pensel")
    answer_to(point, remark="Rækken bliver stående som den er.", by=other)
    data = point_data(theme=point.theme_id, remark="Rækken bliver fældet.", outcome="rejected")

    refused = do(client, "desk_point", hearing, response.number, 1, **data)

    content = refused.content.decode()
    assert refused.status_code == 200
    assert "Per Pensel gemte" in content
    assert "Rækken bliver fældet." in content
    assert "</del> <ins>" in content
    assert "stående som den er." in content
    assert Answer.objects.get().remark == "Rækken bliver stående som den er."
    again = do(client, "desk_point", hearing, response.number, 1, **{**data, "p1-anyway": "1"})
    assert again.status_code == 302
    assert Answer.objects.get().remark == "Rækken bliver fældet."


def test_what_is_wrong_with_an_answer_is_told_and_the_words_stay(client, hearing):
    response = response_to(hearing)
    point = point_in(response)

    answer = do(
        client, "desk_point", hearing, response.number, 1,
        **point_data(theme=point.theme_id, title="", remark="Mine ord.", outcome="måske"),
    )  # fmt: skip

    assert answer.status_code == 200
    assert "Mine ord." in answer.content.decode()
    assert not Answer.objects.exists()


def test_the_themes_answer_is_said_to_cover(client, hearing):
    response = response_to(hearing)
    point = point_in(response)
    answer_to(point.theme, remark="Alle træer står.")

    content = page(client, hearing, svar=response.number)

    assert "Temaets svar dækker:" in content
    assert "Alle træer står." in content


def test_an_emptied_answer_lets_the_themes_cover_again(client, hearing):
    response = response_to(hearing)
    point = point_in(response)
    answer_to(point)

    do(
        client, "desk_point", hearing, response.number, 1,
        **point_data(theme=point.theme_id, remark="", outcome="", seen="1"),
    )  # fmt: skip

    assert not Answer.objects.exists()


def test_the_second_reader_is_another_person(client, hearing, worker):
    hearing.needs_second_reader = True
    hearing.save(update_fields=["needs_second_reader"])
    response = response_to(hearing)
    mine = answer_to(point_in(response), by=worker)
    theirs = answer_to(point_in(response, title="Parkering"), by=UserFactory())

    content = page(client, hearing, svar=response.number)
    own = do(client, "answer_read", hearing, mine.pk, revision="1")
    stale = do(client, "answer_read", hearing, theirs.pk, revision="7")
    read = do(client, "answer_read", hearing, theirs.pk, revision="1", svar=response.number)

    assert content.count("Jeg har læst svaret") == 1
    assert "2 svar fra forvaltningen er ikke læst af en anden" in content
    assert (own.status_code, stale.status_code, read.status_code) == (409, 409, 302)
    theirs.refresh_from_db()
    assert theirs.read_by == worker


def test_what_is_missing_is_listed_with_links(client, hearing):
    response_to(hearing)
    point_in(response_to(hearing))

    content = page(client, hearing)

    assert "1 svar mangler en pointe" in content
    assert "1 pointe mangler bemærkning eller udfald" in content


# --- Speed --------------------------------------------------------------------------------------
def filled(hearing, count):
    """Give a hearing responses of which each second says one of four points."""
    responses = ResponseFactory.create_batch(count, hearing=hearing, approved=True)
    points = [point_in(responses[0], title=f"Pointe {n}", theme=f"Tema {n % 2}") for n in range(4)]
    for place, response in enumerate(responses[2::2]):
        also_in(points[place % 4], response)
    answer_to(points[0])
    answer_to(points[1].theme)
    return responses


@pytest.mark.parametrize("count", [20, 60])
def test_the_desk_asks_the_same_few_questions(
    client, hearing, count, django_assert_max_num_queries, django_assert_num_queries
):
    responses = filled(hearing, count)
    page(client, hearing)

    with django_assert_num_queries(18):
        page(client, hearing, svar=responses[0].number)
    with django_assert_max_num_queries(20):
        page(client, hearing, svar=responses[0].number, q="poppel", afsender="borgere")


@pytest.mark.parametrize("count", [20, 60])
def test_themes_and_points_ask_the_same_few_questions(
    client, hearing, count, django_assert_max_num_queries
):
    filled(hearing, count)
    theme = hearing.themes.first()
    paths = [
        reverse("hearings:themes", args=[hearing.number]),
        reverse("hearings:theme", args=[hearing.number, theme.pk]),
        reverse("hearings:point", args=[hearing.number, 1]),
    ]
    for path in paths:
        client.get(path)
        with django_assert_max_num_queries(14):
            assert client.get(path).status_code == 200
