import pytest

from core.differences import has_changes, words_changed
from information.differences import differences
from information.models import PageVersion
from tests.steps import steps_of


def version(body="", title="Titel", lead="Indledning."):
    return PageVersion(title=title, lead=lead, body=body)


def written(old, new):
    """Return the blocks as one reads them: [-gone-] {+new+}."""
    return [
        " ".join(
            f"{{+{piece.text}+}}" if piece.is_new else f"[-{piece.text}-]" if piece.is_gone
            else piece.text
            for piece in change.pieces
        )
        for change in differences(old, new)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("<p>Vi mødes i dag</p>", "<p>Vi mødes i morgen</p>", ["Vi mødes i [-dag-] {+morgen+}"]),
        ("<p>Et</p>", "<p>Et</p><p>To</p>", ["Et", "{+To+}"]),
        ("<p>Et</p><p>To</p>", "<p>To</p>", ["[-Et-]", "To"]),
        ("<p>Kort</p>", "<p>Noget helt andet her</p>", ["{+Noget helt andet her+}", "[-Kort-]"]),
        (
            "<p>Skriv til os i dag.</p><p>Slut</p>",
            "<h2>Nyt</h2><p>Skriv til os i morgen.</p><p>Slut</p>",
            ["{+Nyt+}", "Skriv til os i [-dag.-] {+morgen.+}", "Slut"],
        ),
        (
            '<p>Se <a href="/a/">kortet</a></p>',
            '<p>Se <a href="/b/">kortet</a></p>',
            ["Se kortet [-[/a/]-] {+[/b/]+}"],
        ),
        ("<p>Se  her</p>", "<p>Se <b>her</b></p>", ["Se her"]),
    ],
)
def test_additions_and_removals_are_shown_word_by_word(old, new, shown):
    assert written(version(old), version(new)) == ["Titel", "Indledning.", *shown]


def test_title_and_lead_are_compared_each_with_its_own():
    old, new = version(title="Gammel titel", lead="A"), version(title="Ny titel", lead="B")

    assert written(old, new) == ["[-Gammel-] {+Ny+} titel", "[-A-] {+B+}"]
    assert [change.kind for change in differences(old, new)] == ["titel", "indledning"]


def test_the_same_text_has_no_changes():
    assert not has_changes(differences(version("<p>Ja</p>"), version("<p>Ja</p>")))
    assert has_changes(differences(version("<p>Ja</p>"), version("<p>Nej</p>")))


def test_a_very_long_text_is_compared_block_by_block():
    body = "".join(f"<p>Linje nummer {number} i en lang tekst</p>" for number in range(1200))

    changes = differences(version(body), version(body.replace("nummer 7 ", "nummer syv ")))

    assert [change for change in changes if not change.is_same] == [changes[9]]


def test_beyond_the_limit_everything_went_and_everything_came():
    body = "<p>x</p>" * 1600

    changes = differences(version(body), version(body))

    assert len(changes) == 2 * 1602


def test_a_very_long_paragraph_is_not_compared_word_by_word():
    old = "ord " * 700

    assert [len(piece.text) for piece in words_changed(old, old)] == [2799, 2799]


def test_many_rewritten_paragraphs_are_compared_with_their_neighbours_only():
    old = "".join(f"<p>{'a ' * 30}{number}</p>" for number in range(700))
    new = "".join(f"<p>{'b ' * 30}{number}</p>" for number in range(700))

    assert len(differences(version(old), version(new))) == 2 + 1400


# --- A limit for all of it together ------------------------------------------------------------
def hard(letter, blocks, words=500):
    """Return blocks that share a word which they repeat: the dearest to compare."""
    line = " ".join(f"ord {letter}{number}" for number in range(words // 2))
    return "".join(f"<p>{number} {line}</p>" for number in range(blocks))


def test_all_comparisons_of_a_text_together_have_an_end(monkeypatch):
    monkeypatch.setattr("core.differences.MAX_STEPS", 50_000, raising=False)
    old, new = version(hard("a", 20, 60)), version(hard("b", 20, 60))

    assert steps_of(lambda: differences(old, new)) < 300_000


def test_beyond_the_limit_blocks_went_and_came_whole(monkeypatch):
    old, new = version(hard("a", 10, 60)), version(hard("b", 10, 60))
    inside = differences(old, new)
    monkeypatch.setattr("core.differences.MAX_STEPS", 5_000)

    beyond = differences(old, new)

    assert all(len(change.pieces) > 2 for change in inside[2:])
    assert [len(change.pieces) for change in beyond[-5:]] == [1] * 5
    assert {len(words) for words in (written(old, old), written(old, new))} != {0}


def test_a_long_text_with_a_word_changed_everywhere_is_within_the_limit():
    body = "".join(
        f"<p>{' '.join(f'ord{number * word % 997} og' for word in range(40))} i dag</p>"
        for number in range(400)
    )

    changes = differences(version(body), version(body.replace("i dag", "i morgen")))

    assert [[piece.text for piece in change.pieces[1:]] for change in changes[2:]] == [
        ["dag", "morgen"]
    ] * 400
