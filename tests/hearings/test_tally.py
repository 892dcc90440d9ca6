import pytest

from hearings.models import Hearing, Response
from hearings.tally import Tally, bar_rows, tally_of, tell
from tests.hearings.factories import HearingFactory, ResponseFactory

RULE = Hearing.PublicationRule
pytestmark = pytest.mark.django_db


def counted(received=0, published=0, waiting=0, declined=0) -> Tally:
    return Tally(received, published, waiting, declined, ())


def test_every_answer_is_counted_once_and_withdrawn_ones_not():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True)
    ResponseFactory(hearing=hearing, approved=True, sender_kind="association")
    ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, declined=True, sender_kind="authority")
    ResponseFactory(hearing=hearing, withdrawn=True)
    ResponseFactory(approved=True)

    assert tally_of(hearing) == Tally(
        received=4,
        published=2,
        waiting=1,
        declined=1,
        published_by_sender=(("citizen", 1), ("association", 1)),
    )


def test_an_answer_edited_after_its_approval_still_counts_as_published():
    hearing = HearingFactory()
    ResponseFactory(hearing=hearing, approved=True).await_reading()

    tally = tally_of(hearing)

    assert (tally.received, tally.published, tally.waiting) == (1, 1, 0)


@pytest.mark.parametrize("rule", RULE.values)
@pytest.mark.parametrize("trait", ["draft", "open", "closed", "decided", "withdrawn"])
def test_the_tally_publishes_what_the_public_queryset_does(trait, rule):
    hearing = HearingFactory(**{trait: True}, publication_rule=rule)
    ResponseFactory(hearing=hearing, approved=True)
    ResponseFactory(hearing=hearing, approved=True).await_reading()
    ResponseFactory(hearing=hearing)
    ResponseFactory(hearing=hearing, declined=True)
    ResponseFactory(hearing=hearing, approved=True).withdraw(at=hearing.opens_at)

    tally = tally_of(hearing)

    assert tally.published == Response.objects.public().filter(hearing=hearing).count()
    assert sum(count for _kind, count in tally.published_by_sender) == tally.published


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (counted(), "Der er ikke kommet svar ind."),
        (counted(1, 1), "1 svar er kommet ind. Det er offentliggjort."),
        (counted(1, 0, 1), "1 svar er kommet ind. Det bliver læst igennem."),
        (counted(1, 0, 0, 1), "1 svar er kommet ind. 1 bliver ikke offentliggjort."),
        (counted(6, 6), "6 svar er kommet ind. Alle er offentliggjort."),
        (counted(6, 0, 6), "6 svar er kommet ind. De bliver læst igennem."),
        (
            counted(41, 34, 7),
            "41 svar er kommet ind. 34 er offentliggjort, 7 bliver læst igennem.",
        ),
        (
            counted(41, 34, 5, 2),
            (
                "41 svar er kommet ind. 34 er offentliggjort, 5 bliver læst igennem, "
                "2 bliver ikke offentliggjort."
            ),
        ),
    ],
)
def test_the_counts_are_told_in_one_sentence(tally, words):
    assert tell(tally, HearingFactory.build(feed=None)) == words


def test_a_hearing_that_publishes_nothing_says_so():
    hearing = HearingFactory.build(feed=None, publication_rule=RULE.NEVER)

    assert tell(counted(3, 0, 3), hearing) == (
        "3 svar er kommet ind. Svarene i denne høring bliver ikke offentliggjort."
    )


def test_a_hearing_that_waits_for_the_white_paper_says_so():
    hearing = HearingFactory.build(feed=None, publication_rule=RULE.WITH_WHITE_PAPER)

    assert tell(counted(3, 0, 3), hearing) == (
        "3 svar er kommet ind. Svarene bliver offentliggjort sammen med hvidbogen."
    )


def test_bars_are_drawn_in_the_order_of_the_senders():
    tally = Tally(3, 3, 0, 0, (("citizen", 2), ("authority", 1)))

    assert bar_rows(tally) == [("Borgere", 2), ("Myndigheder", 1)]
