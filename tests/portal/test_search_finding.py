"""What is found, in which order, and what is meant by a word typed wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from city.models import Area
from hearings.models import Hearing
from portal.models import SearchEntry, SearchGroup
from portal.search.asking import question_of
from portal.search.finding import Listing, Way, find
from portal.search.lookup import Filters, Part
from portal.search.passages import marked, passage, spelling_of
from tests.hearings.factories import HearingFactory, ResponseFactory
from tests.information.factories import NewsFactory, hours_from_now, make_page
from tests.portal.search import refresh, titles


@pytest.fixture
def school(db):
    HearingFactory(title="Lukning af skoler i Herstedøster")
    NewsFactory(title="Ny cykelsti", lead="Langs kanalen", body="")
    refresh()


# --- Words ------------------------------------------------------------------------------------
def test_forms_spellings_and_beginnings_find_the_hearing(school):
    asked = [
        "skole lukning herstedoster",
        "SKOLERNES lukning",
        "herstedoester",
        "hersted",
        "lukning af skoler i Herstedøster",
        "skole, skole: «lukning»!",
        'skole "lukning"',
        "skole lukning",
        "skole",
    ]

    found = {words: titles(words) for words in asked}

    assert found == {words: ["Lukning af skoler i Herstedøster"] for words in asked}


def test_all_words_must_stand_there(school):
    NewsFactory(title="Skolen har åbent hus")
    refresh()

    assert titles("skole") == ["Lukning af skoler i Herstedøster", "Skolen har åbent hus"]
    assert titles("skole lukning") == ["Lukning af skoler i Herstedøster"]


def test_small_words_alone_are_looked_for(db):
    NewsFactory(title="Af i hvor er", lead="", body="")
    refresh()

    assert [titles(words) for words in ("i", "af i", "hvor er")] == [["Af i hvor er"]] * 3


def test_aarhus_is_found_however_it_is_spelled(db):
    for name in ("Århus", "Aarhus"):
        NewsFactory(title=f"Tur til {name}")
    refresh()

    found = {town: len(titles(town)) for town in ("Århus", "Aarhus", "ÅRHUS", "arhus")}

    assert set(found.values()) == {2}, found


def test_a_number_with_points_is_not_its_parts(db):
    NewsFactory(title="Plan 9.9")
    NewsFactory(title="Plan 9.8")
    refresh()

    assert titles("9.9") == ["Plan 9.9"]


def test_a_case_number_finds_its_hearing(db):
    hearing = HearingFactory(case_number="01.02.05-P16-9-26")
    HearingFactory(case_number="01.02.05-P16-8-26")
    refresh()

    assert titles("01.02.05-P16-9-26") == [hearing.title]


# --- Order ------------------------------------------------------------------------------------
def test_the_title_comes_first_then_what_is_open_then_the_newest(db):
    NewsFactory(title="Nyt", lead="Om kanalen", public_from=hours_from_now(-1))
    HearingFactory(title="Åben", lead="Om kanalen")
    HearingFactory(title="Lukket kanal", closed=True)
    HearingFactory(title="Åben kanal")
    NewsFactory(title="Gammelt", lead="Om kanalen", public_from=hours_from_now(-99))
    refresh()

    assert titles("kanal") == ["Åben kanal", "Lukket kanal", "Åben", "Nyt", "Gammelt"]


def test_equals_stand_in_the_same_order_every_time(db):
    moment = hours_from_now(-1)
    news = [NewsFactory(title=f"Kanal {n}", public_from=moment) for n in range(3)]
    make_page(title="Kanal", public_from=moment)
    refresh()

    assert titles("kanal") == [*(row.title for row in reversed(news)), "Kanal"]


def test_a_hearing_that_was_withdrawn_is_not_open(db):
    HearingFactory(title="Kanal", withdrawn=True)
    refresh()

    assert titles("kanal", only_open=True) == []
    assert titles("kanal") == ["Kanal"]


def test_open_is_asked_at_the_moment_of_the_question(db):
    hearing = HearingFactory(title="Kanal")
    refresh()

    assert titles("kanal", only_open=True) == ["Kanal"]
    assert titles("kanal", only_open=True, at=hearing.closes_at) == []
    assert titles("kanal", only_open=True, at=hearing.opens_at) == ["Kanal"]


# --- Typing errors ----------------------------------------------------------------------------
def instead_of(typed: str) -> list[str]:
    found = find(question_of(typed), at=timezone.now())
    return [term.word for term in found.instead.values()]


def test_a_typing_error_is_forgiven(school):
    meant = {
        "skloe": "skoler",
        "lukninng": "lukning",
        "hrestedøster": "herstedøster",
        "herstedøstre lukning": "herstedøster",
        "cykelsit": "cykelsti",
    }

    found = {typed: find(question_of(typed), at=timezone.now()) for typed in meant}

    assert {typed: instead_of(typed) for typed in meant} == {
        typed: [word] for typed, word in meant.items()
    }
    assert {answer.way for answer in found.values()} == {Way.CORRECTED}
    assert {answer.count(Filters()) for answer in found.values()} == {1}


def test_what_is_near_to_nothing_is_not_guessed(school):
    typed = ["xyzzy", "sko", "kat", "12345", "æøåæøå"]

    assert {word: instead_of(word) for word in typed} == {word: [] for word in typed}


def test_who_wants_the_exact_word_gets_no_other(school):
    found = find(question_of("lukninng"), at=timezone.now(), exact=True)

    assert (found.way, found.count(Filters())) == (Way.ALL, 0)


def test_the_commoner_of_two_near_words_is_meant(db):
    NewsFactory(title="En kasse")
    NewsFactory.create_batch(2, title="En masse")
    refresh()

    assert titles("zasse") == ["En masse", "En masse"]


def test_some_of_the_words_are_better_than_none(school):
    found = find(question_of("skole xyzzy"), at=timezone.now())

    assert found.way == Way.ANY
    assert titles("skole xyzzy") == ["Lukning af skoler i Herstedøster"]


def test_the_more_words_stand_there_the_higher(db):
    NewsFactory(title="Kanal", lead="sti bro", body="", public_from=hours_from_now(-9))
    HearingFactory(title="Kanal og sti")
    NewsFactory(title="Sti og bro", lead="", body="", public_from=hours_from_now(-1))
    refresh()

    assert titles("kanal sti bro xyzzy") == ["Kanal", "Kanal og sti", "Sti og bro"]


def test_what_has_only_half_as_many_words_as_the_best_is_left_out(db):
    asked = {
        "kanal xyzzy": ["Kanal", "Kanal sti", "Kanal sti bro", "Kanal sti bro havn"],
        "kanal sti xyzzy": ["Kanal sti", "Kanal sti bro", "Kanal sti bro havn"],
        "kanal sti bro xyzzy": ["Kanal sti bro", "Kanal sti bro havn", "Kanal sti"],
        "kanal sti bro havn xyzzy": ["Kanal sti bro havn", "Kanal sti bro"],
    }
    texts = ["Kanal sti bro havn", "Kanal sti bro", "Kanal sti", "Kanal"]
    for hours, title in enumerate(texts):
        NewsFactory(title=title, lead="", body="", public_from=hours_from_now(hours - 9))
    refresh()

    for words, shown in asked.items():
        found = find(question_of(words), at=timezone.now(), exact=True)
        keys = found.keys(Filters(), 0, 20)
        named = SearchEntry.objects.in_bulk(keys)

        assert [named[key].title for key in keys] == shown, words
        assert found.count(Filters()) == found.count_kinds(Filters())["nyhed"] == len(shown), words


def test_small_words_and_words_asked_twice_count_once(db):
    NewsFactory(title="Skolen og skolerne til en skole", lead="", body="")
    NewsFactory(title="Skolen ved kanalen", lead="", body="", public_from=hours_from_now(-9))
    refresh()

    assert titles("skole skolen og til en kanal xyzzy") == ["Skolen ved kanalen"]


def test_the_best_is_the_best_that_may_be_seen(db):
    best = HearingFactory(title="Kanal og sti")
    NewsFactory(title="Kanal", lead="", body="")
    refresh()

    assert titles("kanal sti xyzzy") == ["Kanal og sti"]

    Hearing.objects.filter(pk=best.pk).update(status=Hearing.Status.DRAFT)

    assert titles("kanal sti xyzzy") == ["Kanal"]


def test_the_filters_choose_among_what_has_some_of_the_words(db):
    HearingFactory(title="Kanal og sti")
    NewsFactory(title="Kanal", lead="", body="")
    refresh()

    found = find(question_of("kanal sti xyzzy"), at=timezone.now())

    assert titles("kanal sti xyzzy", kind="nyhed") == []
    assert found.count_kinds(Filters()) == {"hoering": 1}


def test_nothing_is_found_by_words_that_stand_nowhere(school):
    assert titles("qwerty qwertz") == []


# --- Filters, counts, pages -------------------------------------------------------------------
@pytest.fixture
def places(db):
    one, other = (Area.objects.create(name=name, slug=name) for name in ("a-by", "b-by"))
    HearingFactory(title="Kanal 1").areas.add(one, other)
    HearingFactory(title="Kanal 2", closed=True).areas.add(one)
    NewsFactory(title="Kanal 3").areas.add(other)
    NewsFactory(title="Kanal 4")
    refresh()
    return one, other


def test_the_filters_choose(places):
    one, other = places

    assert titles("kanal", kind="nyhed") == ["Kanal 4", "Kanal 3"]
    assert titles("kanal", area=one.pk) == ["Kanal 1", "Kanal 2"]
    assert titles("kanal", area=other.pk, kind="hoering") == ["Kanal 1"]
    assert titles("kanal", only_open=True) == ["Kanal 1"]


def test_each_choice_says_what_it_would_give_beside_the_others(places):
    one, other = places
    found = find(question_of("kanal"), at=timezone.now())
    hearings = Filters(kind="hoering", area=one.pk)

    assert found.count_kinds(Filters()) == {"hoering": 2, "nyhed": 2}
    assert found.count_kinds(hearings) == {"hoering": 2}
    assert found.count_areas(Filters()) == {one.pk: 2, other.pk: 2}
    assert found.count_areas(hearings) == {one.pk: 2, other.pk: 1}
    assert (found.count_open(Filters()), found.count_open(hearings)) == (1, 1)


def test_a_count_is_the_length_of_its_list(places):
    found = find(question_of("kanal"), at=timezone.now())

    for filters in (Filters(), Filters(kind="nyhed"), Filters(area=places[0].pk)):
        assert len(Listing(found, filters)) == len(found.keys(filters, 0, 100))


@pytest.mark.parametrize(
    ("limit", "value"), [("lookup.MOST_NAMED", 1), ("visible.FEW", 0), ("visible.FEW", 500)]
)
@pytest.mark.parametrize("words", ["kanal", "", "kanal xyzzy"])
def test_pages_are_full_though_much_was_hidden_since(db, monkeypatch, words, limit, value):
    monkeypatch.setattr(f"portal.search.{limit}", value)
    news = [NewsFactory(title=f"Kanal {n}", public_from=hours_from_now(-n - 1)) for n in range(9)]
    refresh()
    for row in news[:5]:
        row.withdraw()

    found = find(question_of(words), at=timezone.now(), part=Part(Filters(), 1, 3))
    keys = found.keys(Filters(), 1, 3)
    named = SearchEntry.objects.in_bulk(keys)

    assert [named[key].title for key in keys] == ["Kanal 6", "Kanal 7"]
    assert keys == found.keys(Filters(), 0, 20)[1:3]
    assert found.count(Filters()) == 4


def test_what_a_source_that_is_gone_has_left_is_not_shown(db):
    NewsFactory.create_batch(2, title="Kanal")
    refresh()
    first = SearchEntry.objects.order_by("pk")[:1]
    gone = SearchGroup.objects.create(source="old")
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in first]).update(
        source="old", group=gone
    )

    assert titles("kanal") == titles("") == ["Kanal"]

    SearchEntry.objects.update(source="old", group=gone)

    assert titles("kanal") == titles("") == []


def test_without_words_everything_is_listed(places):
    assert titles("") == ["Kanal 1", "Kanal 4", "Kanal 3", "Kanal 2"]


def test_the_moment_of_the_question_counts_and_not_the_first_one_asked(db):
    planned = timezone.now() + timedelta(minutes=5)
    NewsFactory(title="Kanal", public_from=planned)
    refresh(at=planned)

    assert [titles("kanal", at=at) for at in (timezone.now(), planned, timezone.now())] == [
        [], ["Kanal"], [],
    ]  # fmt: skip


# --- The question -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words", "is_cut"),
    [
        ("skole", 1, False),
        ("a b c d e f g h", 8, False),
        ("a b c d e f g h j", 8, True),
        ("ord " * 2500, 1, True),
        ("x" * 10_000, 1, True),
        ("", 0, False),
        ("!!! ??? «»", 0, False),
        ("\x00skole\x00", 1, False),
    ],
)
def test_at_most_eight_words_are_used(text, words, is_cut):
    question = question_of(text)

    assert (len(question.terms), question.is_cut) == (words, is_cut)


def test_no_sign_means_anything_to_the_database(school):
    texts = [
        "\"' OR 1=1; DROP TABLE portal_searchentry; --", "title_stems : x", "NEAR(a b)", "a*", "-a",
        "^a", "a AND NOT b", "(", ")", "a & | ! <-> b", "':*", "\\", "%s %(x)s", "{0}", "a:b:c",
        "\u202e\u200b🏳️‍🌈", "½²③", "ſ", "İ", "e" + "\u0301" * 500, "٣٤ ۵", "_", "__",
        "1/2/3", "9,9,",
    ]  # fmt: skip

    answers = {text: find(question_of(text), at=timezone.now()) for text in texts}

    wrong = {
        text
        for text, found in answers.items()
        if len(found.keys(Filters(), 0, 20)) != found.count(Filters())
    }
    assert wrong == set()


# --- Passages ---------------------------------------------------------------------------------
def terms(words: str):
    return question_of(words).terms


def told(parts) -> str:
    return "".join(f"[{text}]" if is_marked else text for text, is_marked in parts)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Lukning af skoler i Herstedøster", "skole herstedoster",
         "Lukning af [skoler] i [Herstedøster]"),
        ("Skolernes skov", "skole", "[Skolernes] skov"),
        ("Turen til Århus og Aarhus", "arhus", "Turen til [Århus] og [Aarhus]"),
        ("Byen og bygningen", "by", "Byen og bygningen"),
        ("By, by!", "by", "[By], [by]!"),
        ("Plan 9.9, ikke 9.8", "9.9", "Plan [9.9], ikke 9.8"),
        ("folkeskole", "skole", "folkeskole"),
        ("<b>skole</b> & co", "skole", "<b>[skole]</b> & co"),
        ("Ingen", "", "Ingen"),
    ],
)  # fmt: skip
def test_the_words_are_marked_as_they_stand(text, words, shown):
    assert told(marked(text, terms(words))) == shown


def test_a_passage_shows_where_most_of_the_words_stand():
    text = "Skole. " + "Andet ord. " * 60 + "Her er skole og kanal sammen. " + "Mere ord. " * 60

    shown = told(passage(text, terms("skole kanal")))

    assert "[skole] og [kanal] sammen" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_a_passage_without_the_words_is_the_beginning():
    assert told(passage("Først dette. " * 50, terms("kanal"))).startswith("Først dette.")
    assert passage("", terms("kanal")) == []


def test_a_passage_of_one_endless_word_is_short():
    assert len(told(passage("x" * 5000, terms("kanal")))) < 300


def test_a_word_is_spelled_as_its_text_spells_it():
    term = terms("kanal")[0]

    assert spelling_of("Ved Kanalens bred", term) == "Kanalens"
    assert spelling_of("Ved søen", term) == ""


def test_an_answer_is_no_title_for_the_words_of_every_answer(db):
    ResponseFactory(approved=True, text="Kanalen skal bevares")
    make_page(title="Sådan giver du dit svar")
    refresh()

    assert titles("svar")[0] == "Sådan giver du dit svar"
    assert "Svar nr. 1" not in titles("svar")
