from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.languages import digest_of
from information.models import (
    GlossaryTerm,
    Guide,
    InformationEvent,
    News,
    Plan,
    PlanDocument,
    Publication,
    Right,
)
from tests.accounts.factories import DepartmentFactory, UserFactory
from tests.hearings.factories import HearingFactory
from tests.hearings.staff import at_work
from tests.hearings.uploads import pdf
from tests.information.factories import (
    GlossaryTermFactory,
    GuideFactory,
    NewsFactory,
    PlanFactory,
    RightFactory,
)
from tests.information.people import an_editor
from tests.information.texts import translate_right

pytestmark = pytest.mark.django_db
ACTION = InformationEvent.Action
FACTORIES = {"news": NewsFactory, "plan": PlanFactory, "guide": GuideFactory, "right": RightFactory}
STEPS = ["change", "publish", "withdraw", "review", "history"]
every_kind = pytest.mark.parametrize("kind", FACTORIES)
RIGHT_IN_ARABIC = {"title": "حق", "what": "ما", "for_whom": "من", "how": "كيف", "deadline": ""}
NO_INLINES = {
    f"{prefix}-{name}": 0
    for prefix in ("documents", "steps")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def client(department):
    return at_work(an_editor(department))


def url(kind, step, *args):
    return reverse(f"admin:information_{kind}_{step}", args=args)


def text_of(answer):
    return answer.content.decode()


def form(text, **words):
    """Return what the change page would send, unchanged but for `words`."""
    names = {
        News: ["title", "lead", "body"],
        Plan: ["title", "lead", "body", "kind", "number", "adopted_on"],
        Guide: ["title", "lead", "body", "question", "slug", "shows", "position"],
        Right: ["kind", "title", "what", "for_whom", "how", "legal_basis"],
    }[type(text)]
    return {
        **{name: getattr(text, name) for name in names},
        "department": text.department_id,
        "seen": text.saved_state,
        **NO_INLINES,
        **words,
    }


# --- Who -----------------------------------------------------------------------------------
@every_kind
@pytest.mark.parametrize("step", STEPS)
def test_texts_of_another_department_do_not_exist(client, kind, step):
    text = FACTORIES[kind]()

    assert client.get(url(kind, step, text.pk)).status_code == 404


@every_kind
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CASE_WORKER])
def test_other_roles_have_no_texts(department, kind, role):
    text = FACTORIES[kind](department=department)
    client = at_work(UserFactory(role=role, department=department))

    assert client.get(url(kind, "changelist")).status_code == 403
    assert {client.get(url(kind, step, text.pk)).status_code for step in STEPS} == {404}


# --- From draft to public and back ---------------------------------------------------------
@every_kind
@pytest.mark.parametrize("stage", ["draft", "scheduled", "public", "withdrawn"])
def test_the_page_says_where_a_text_is_and_what_can_be_done(client, department, kind, stage):
    traits = {} if stage == "public" else {stage: True}
    text = FACTORIES[kind](department=department, **traits)

    answer = client.get(url(kind, "change", text.pk))

    labels = {str(step["label"]) for step in answer.context["steps"]}
    publishing = {"Offentliggør", "Planlæg", "Forhåndsvis"}
    expected = {
        "draft": publishing,
        "scheduled": publishing | {"Aflys planlægningen"},
        "public": {"Tag ned"},
        "withdrawn": publishing,
    }[stage]
    assert labels - {"Oversættelser"} == expected | {"Set efter"}


@every_kind
def test_a_text_is_published_taken_down_and_published_again(client, department, kind):
    text = FACTORIES[kind](department=department, draft=True)

    assert "Alle kan læse teksten på" in text_of(client.get(url(kind, "publish", text.pk)))
    client.post(url(kind, "publish", text.pk), {"when": "now"})
    text.refresh_from_db()
    assert text.stage() == Publication.Stage.PUBLIC
    assert "Ingen kan læse teksten mere" in text_of(client.get(url(kind, "withdraw", text.pk)))
    client.post(url(kind, "withdraw", text.pk))
    text.refresh_from_db()
    assert text.stage() == Publication.Stage.WITHDRAWN
    client.post(url(kind, "publish", text.pk), {"when": "now"})

    text.refresh_from_db()
    assert text.stage() == Publication.Stage.PUBLIC
    assert client.post(url(kind, "publish", text.pk), {"when": "now"}).status_code == 409


def test_a_text_is_planned_and_the_plan_cancelled(client, department):
    news = NewsFactory(department=department, draft=True)
    day = timezone.localdate() + timedelta(days=3)

    told = client.post(
        url("news", "publish", news.pk), {"when": "later", "day": day.isoformat()}, follow=True
    )
    news.refresh_from_db()
    assert news.stage() == Publication.Stage.SCHEDULED
    assert "bliver offentlig" in text_of(told)
    asked = client.get(url("news", "withdraw", news.pk))
    client.post(url("news", "withdraw", news.pk))

    news.refresh_from_db()
    assert "bliver ikke offentlig af sig selv" in text_of(asked)
    assert news.stage() == Publication.Stage.WITHDRAWN


def test_a_day_too_far_ahead_is_refused_beside_the_field(client, department):
    news = NewsFactory(department=department, draft=True)

    answer = client.post(url("news", "publish", news.pk), {"when": "later", "day": "2199-01-01"})

    assert "Vælg en dag inden for to år" in text_of(answer)


@every_kind
def test_a_text_is_looked_through(client, department, kind):
    text = FACTORIES[kind](department=department)
    day = timezone.localdate() + timedelta(days=30)

    client.post(url(kind, "review", text.pk), {"review_on": day.isoformat()})

    text.refresh_from_db()
    assert text.review_on == day
    assert "Set efter" in text_of(client.get(url(kind, "history", text.pk)))


# --- Writing -------------------------------------------------------------------------------
@every_kind
def test_a_change_is_saved_with_a_line_of_history(client, department, kind):
    text = FACTORIES[kind](department=department)

    answer = client.post(url(kind, "change", text.pk), form(text, title="Ny titel"))

    text.refresh_from_db()
    assert (answer.status_code, text.title) == (302, "Ny titel")
    line = InformationEvent.objects.get()
    assert (line.action, line.note) == (ACTION.CHANGED, "titel")


def test_a_text_sent_back_untouched_is_no_change(client, department):
    # A browser ends the lines of a form in its own way.
    news = NewsFactory(department=department, lead="En.\nTo.", body="<p>a</p>\n<p>b</p>")
    words = {"lead": "En.\r\nTo.", "body": "<p>a</p>\r\n<p>b</p>"}

    client.post(url("news", "change", news.pk), form(news, **words))

    assert not InformationEvent.objects.exists()


@every_kind
def test_nothing_is_written_over_what_somebody_saved_meanwhile(client, department, kind):
    text = FACTORIES[kind](department=department)
    mine = form(text, title="Mit")
    text.title = "Deres"
    text.save()

    refused = client.post(url(kind, "change", text.pk), mine)
    text.refresh_from_db()
    assert text.title == "Deres"
    assert refused.context["adminform"].form["title"].value() == "Mit"
    assert "Gem alligevel" in text_of(refused)
    client.post(url(kind, "change", text.pk), mine | {"anyway": text.saved_state})

    text.refresh_from_db()
    assert text.title == "Mit"


@every_kind
def test_who_has_looked_it_through_meanwhile_is_seen_too(client, department, kind):
    text = FACTORIES[kind](department=department)
    mine = form(text, title="Mit", review_on="")
    day = timezone.localdate() + timedelta(days=30)
    client.post(url(kind, "review", text.pk), {"review_on": day.isoformat()})

    refused = client.post(url(kind, "change", text.pk), mine)

    text.refresh_from_db()
    assert "Gem alligevel" in text_of(refused)
    assert (text.title == "Mit", text.review_on) == (False, day)


def test_a_new_piece_of_news_is_a_draft(client, department):
    words = {"title": "Nyt", "lead": "Kort.", "body": "<p>a</p><script>", "hearing": ""}

    answer = client.post(url("news", "add"), words | {"department": department.pk})

    news = News.objects.get()
    assert answer.url == url("news", "change", news.pk)
    assert (news.stage(), news.body) == (Publication.Stage.DRAFT, "<p>a</p>")
    assert InformationEvent.objects.get().action == ACTION.CREATED


def test_news_is_about_hearings_that_everybody_sees(client, department):
    HearingFactory(open=True, title="Den åbne")
    HearingFactory(draft=True, title="Den hemmelige")

    text = text_of(client.get(url("news", "add")))

    assert "Den åbne" in text
    assert "Den hemmelige" not in text


def test_the_address_of_a_guide_is_made_of_its_question(client, department):
    words = {
        "title": "Hvad kan jeg gøre ved min skole?", "question": "min skole på Ågade",
        "lead": "Kort.", "shows": "open", "position": 0, "slug": "",
        "department": department.pk,
    }  # fmt: skip

    client.post(url("guide", "add"), words)

    assert Guide.objects.get().slug == "min-skole-paa-aagade"


@pytest.mark.parametrize(
    ("traits", "is_kept"),
    [
        ({}, True),
        ({"withdrawn": True}, True),
        ({"draft": True}, False),
        ({"scheduled": True}, False),
    ],
)
def test_the_address_of_a_guide_stays_once_it_was_public(client, department, traits, is_kept):
    guide = GuideFactory(department=department, slug="gammel", **traits)

    client.post(url("guide", "change", guide.pk), form(guide, slug="ny", title="Ny titel"))

    guide.refresh_from_db()
    assert (guide.title, guide.slug) == ("Ny titel", "gammel" if is_kept else "ny")


def test_the_address_stays_too_when_a_guide_that_was_public_is_planned_anew(client, department):
    guide = GuideFactory(department=department, slug="gammel")
    day = timezone.localdate() + timedelta(days=3)
    client.post(url("guide", "withdraw", guide.pk))
    later = {"when": "later", "day": day.isoformat()}
    client.post(url("guide", "publish", guide.pk), later)
    guide.refresh_from_db()

    client.post(url("guide", "change", guide.pk), form(guide, slug="ny"))

    guide.refresh_from_db()
    assert (guide.stage(), guide.slug) == (Publication.Stage.SCHEDULED, "gammel")


@pytest.fixture
def two_offered(monkeypatch):
    monkeypatch.setattr("information.forms.fields.MOST_OFFERED", 2)


def offered(answer, name):
    return {str(label) for _value, label in answer.context["adminform"].form.fields[name].choices}


def test_a_plan_is_offered_the_newest_and_what_it_has(client, department, two_offered):
    now = timezone.now()
    old, *newer = [
        HearingFactory(open=True, title=f"Høring {n}", opens_at=now - timedelta(days=9 - n))
        for n in range(4)
    ]
    first = PlanFactory(title="Plan 0")
    PlanFactory(title="Plan 1")
    PlanFactory(title="Plan 2")
    plan = PlanFactory(title="Plan 3", department=department, replaced_by=first)
    plan.hearings.add(old)

    answer = client.get(url("plan", "change", plan.pk))
    client.post(
        url("plan", "change", plan.pk),
        form(plan, hearings=[old.pk, newer[-1].pk, newer[0].pk], replaced_by=first.pk),
    )

    assert offered(answer, "hearings") == {str(each) for each in (old, *newer[1:])}
    assert {str(first), "Plan 1"} & offered(answer, "replaced_by") == {str(first)}
    assert "De 2 nyeste." in text_of(answer)
    plan.refresh_from_db()
    assert (set(plan.hearings.all()), plan.replaced_by) == ({old}, first)


@pytest.mark.parametrize("count", [1, 3])
def test_a_form_costs_the_same_whatever_there_is_to_choose(
    client, department, count, django_assert_num_queries
):
    plan = PlanFactory(department=department)
    for _time in range(count):
        PlanFactory()
        plan.hearings.add(HearingFactory(open=True))
    client.get(url("plan", "change", plan.pk))

    with django_assert_num_queries(21):
        client.get(url("plan", "change", plan.pk))


@every_kind
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(
    client, department, kind, count, django_assert_num_queries
):
    for _time in range(count):
        FACTORIES[kind](department=department)
    client.get(url(kind, "changelist"))

    with django_assert_num_queries(11):
        client.get(url(kind, "changelist"))


# --- Plans ---------------------------------------------------------------------------------
def with_document(**words):
    return {
        "documents-TOTAL_FORMS": 1,
        "documents-0-title": "Kortet",
        "documents-0-position": 0,
        **words,
    }


def test_a_document_is_looked_into_and_stored(client, department):
    plan = PlanFactory(department=department)
    file = pdf("kort.pdf", "Et kort")

    client.post(
        url("plan", "change", plan.pk), form(plan, **with_document(**{"documents-0-upload": file}))
    )

    document = PlanDocument.objects.get()
    assert (document.plan, document.title, document.pages) == (plan, "Kortet", 1)
    assert InformationEvent.objects.get().note == "Dokument lagt op: Kortet (kort.pdf)"


@pytest.mark.parametrize("upload", [None, "løgn"])
def test_what_is_no_document_is_refused(client, department, upload):
    plan = PlanFactory(department=department)
    file = {"documents-0-upload": SimpleUploadedFile("kort.pdf", b"MZ")} if upload else {}

    answer = client.post(url("plan", "change", plan.pk), form(plan, **with_document(**file)))

    assert answer.status_code == 200
    assert not PlanDocument.objects.exists()


def test_a_document_is_renamed_and_taken_away(client, department):
    plan = PlanFactory(department=department)
    file = pdf("kort.pdf", "Et kort")
    client.post(
        url("plan", "change", plan.pk), form(plan, **with_document(**{"documents-0-upload": file}))
    )
    document = PlanDocument.objects.get()
    known = {"documents-INITIAL_FORMS": 1, "documents-0-id": document.pk}
    plan.refresh_from_db()

    client.post(
        url("plan", "change", plan.pk),
        form(plan, **with_document(**known | {"documents-0-title": "Nyt navn"})),
    )
    document.refresh_from_db()
    assert document.title == "Nyt navn"
    client.post(
        url("plan", "change", plan.pk),
        form(plan, **with_document(**known | {"documents-0-DELETE": "on"})),
    )

    assert not PlanDocument.objects.exists()
    notes = InformationEvent.objects.order_by("pk").values_list("note", flat=True)
    assert [note.partition(":")[0] for note in notes] == [
        "Dokument lagt op",
        "Dokument rettet",
        "Dokument fjernet",
    ]


def test_steps_of_a_plan_are_written_with_a_line_each(client, department):
    plan = PlanFactory(department=department)
    words = {"steps-TOTAL_FORMS": 1, "steps-0-on": "2013-05-14", "steps-0-title": "Vedtaget"}

    client.post(url("plan", "change", plan.pk), form(plan, **words))

    assert plan.steps.get().title == "Vedtaget"
    assert InformationEvent.objects.get().note == "Skridt tilføjet: Vedtaget"


def test_two_plans_do_not_replace_each_other(client, department):
    plan = PlanFactory(department=department)
    middle = PlanFactory(department=department, replaced_by=plan)
    last = PlanFactory(department=department, replaced_by=middle)

    answer = client.post(url("plan", "change", plan.pk), form(plan, replaced_by=last.pk))

    assert "De to planer ville erstatte hinanden." in text_of(answer)
    plan.refresh_from_db()
    assert plan.replaced_by is None


def test_a_plan_is_replaced_by_one_that_the_editor_sees(client, department):
    plan = PlanFactory(department=department)
    hidden = PlanFactory(draft=True)

    answer = client.post(url("plan", "change", plan.pk), form(plan, replaced_by=hidden.pk))

    assert answer.status_code == 200
    plan.refresh_from_db()
    assert plan.replaced_by is None


def test_a_plan_in_force_before_it_is_adopted_is_refused(client, department):
    plan = PlanFactory(department=department)

    answer = client.post(
        url("plan", "change", plan.pk),
        form(plan, adopted_on="2026-05-01", in_force_on="2026-04-01"),
    )

    assert "En plan kan først gælde, når den er vedtaget." in text_of(answer)


# --- Rights --------------------------------------------------------------------------------
def test_a_right_is_translated_beside_the_danish(client, department):
    right = RightFactory(department=department, title="Ret til at svare")

    chosen = client.post(url("right", "translations", right.pk), {"language": "ar"})
    asked = text_of(client.get(chosen.url))
    client.post(chosen.url, {**RIGHT_IN_ARABIC, "seen": digest_of(right.translated_texts())})
    listed = text_of(client.get(url("right", "translations", right.pk)))

    assert chosen.url == url("right", "translate", right.pk, "ar")
    assert "Ret til at svare" in asked
    assert 'dir="rtl"' in asked
    assert right.translations.get().title == "حق"
    assert "følger den danske" in listed
    right.what = "Nyt"
    right.save()
    assert "ældre end den danske" in text_of(client.get(url("right", "translations", right.pk)))
    assert "Den danske tekst er ændret" in text_of(client.get(chosen.url))


def test_a_right_that_changed_while_one_translated_is_read_again_first(client, department):
    right = RightFactory(department=department)
    words = RIGHT_IN_ARABIC | {"seen": digest_of(right.translated_texts())}
    right.what = "Du må ikke."
    right.save()

    refused = client.post(url("right", "translate", right.pk, "ar"), words)
    asked = refused.context["form"]
    assert not right.translations.exists()
    assert "Den danske tekst er ændret, mens du skrev." in text_of(refused)
    assert "Du må ikke." in text_of(refused)
    assert asked["title"].value() == "حق"
    client.post(refused.request["PATH_INFO"], words | {"seen": asked["seen"].value()})

    assert not right.translations.get().is_outdated(right.translated_texts())


def test_a_translation_of_a_right_is_taken_away_after_a_question(client, department):
    right = RightFactory(department=department)
    translate_right(right)

    opened = text_of(client.get(url("right", "translate", right.pk, "ar")))
    asked = text_of(client.get(url("right", "untranslate", right.pk, "ar")))
    client.post(url("right", "untranslate", right.pk, "ar"))

    assert url("right", "untranslate", right.pk, "ar") in opened
    assert "Fjern oversættelsen" in asked
    assert not right.translations.exists()
    assert InformationEvent.objects.get().action == ACTION.UNTRANSLATED


@pytest.mark.parametrize("step", ["translations", "translate", "untranslate"])
def test_translations_of_another_departments_right_do_not_exist(client, step):
    right = RightFactory()
    more = [] if step == "translations" else ["ar"]

    assert client.get(url("right", step, right.pk, *more)).status_code == 404


# --- The glossary --------------------------------------------------------------------------
def word(**words):
    return {"term": "Hvidbog", "forms": "", "explanation": "Et papir.", "page": "", **words}


def test_every_editor_explains_words(client):
    client.post(url("glossaryterm", "add"), word(term="Åben høring", is_active="on"))

    term = GlossaryTerm.objects.get()
    assert (term.slug, term.is_active) == ("aaben-hoering", True)
    assert InformationEvent.objects.get().action == ACTION.CREATED


def test_two_words_with_one_address_get_two(client):
    GlossaryTermFactory(term="råd", slug="raad")

    client.post(url("glossaryterm", "add"), word(term="Raad"))

    assert set(GlossaryTerm.objects.values_list("slug", flat=True)) == {"raad", "raad-2"}


def test_forms_stand_one_on_each_line_and_once(client):
    client.post(url("glossaryterm", "add"), word(forms=" hvidbogen \n\nHvidbogen\nhvidbøger"))

    assert GlossaryTerm.objects.get().forms == "hvidbogen\nhvidbøger"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"term": "hvidbøger"}, "»hvidbøger« er allerede forklaret under »hvidbog«."),
        ({"term": "x", "forms": "HVIDBOG"}, "»HVIDBOG« er allerede forklaret under"),
        ({"forms": "\n".join(f"form{n}" for n in range(50))}, "Højst 40 former."),
    ],
)
def test_a_word_is_explained_once(client, words, sentence):
    GlossaryTermFactory(term="hvidbog", slug="hvidbog", forms="hvidbøger")

    answer = client.post(url("glossaryterm", "add"), word(**words))

    assert sentence in text_of(answer)
    assert GlossaryTerm.objects.count() == 1


def test_a_word_keeps_its_own_forms_and_address(client):
    term = GlossaryTermFactory(term="hvidbog", slug="hvidbog", forms="hvidbøger")

    client.post(
        url("glossaryterm", "change", term.pk),
        word(term="hvidbogen", forms="hvidbøger\nhvidbog", is_active="on"),
    )

    term.refresh_from_db()
    assert (term.term, term.slug) == ("hvidbogen", "hvidbog")
    assert InformationEvent.objects.get().note == "Ord; Bøjninger; Forklaring"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CASE_WORKER])
def test_other_roles_explain_no_words(department, role):
    client = at_work(UserFactory(role=role, department=department))

    assert client.get(url("glossaryterm", "changelist")).status_code == 403
    assert client.get(url("glossaryterm", "add")).status_code == 403


# --- The history ---------------------------------------------------------------------------
def test_the_history_shows_my_departments_texts_and_the_words(client, department):
    news, other = NewsFactory(department=department), NewsFactory()
    client.post(url("news", "review", news.pk), {"review_on": ""})
    at_work(an_editor(other.department)).post(url("news", "review", other.pk), {"review_on": ""})
    client.post(url("glossaryterm", "add"), word())

    lines = client.get(url("informationevent", "changelist")).context["cl"].result_list

    assert {line.subject_title for line in lines} == {news.title, "Hvidbog"}


def test_the_data_protection_officer_reads_the_whole_history(client, department):
    news = NewsFactory(department=department)
    client.post(url("news", "review", news.pk), {"review_on": ""})
    officer = at_work(UserFactory(role=Role.DATA_PROTECTION_OFFICER))

    lines = officer.get(url("informationevent", "changelist")).context["cl"].result_list

    assert [line.subject_title for line in lines] == [news.title]
