"""The index of the search: a copy of what is public, made again from the apps at any time.

And the portal's own pages, whose words stand in templates, as rows that can be found.
"""

from django.db import models
from django.db.models import Q


class SearchGroup(models.Model):
    """What is counted together: entries of one source that lie in the same areas.

    Some hundred groups make twenty thousand entries, and a number is counted sooner than two texts.
    """

    source = models.CharField(max_length=30)
    areas = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "areas"], name="search_group_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.source}{self.areas}"


class SearchEntry(models.Model):
    """One thing that can be found. Small, because a search reads all that match."""

    # Which table it comes from and its key there; no foreign key, for there are many tables.
    source = models.CharField(max_length=30)
    subject = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    context = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=600)
    language = models.CharField(max_length=12)
    # Keys of areas, " 3 17 "; with the source they are its group.
    areas = models.TextField(blank=True)
    # Never looked for by its group alone.
    group = models.ForeignKey(SearchGroup, on_delete=models.PROTECT, db_index=False)
    state = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    # What must still be so for the row to be shown (SearchSource.guards).
    guard = models.TextField(blank=True)
    version = models.BigIntegerField(default=0)
    newest = models.BigIntegerField(default=0)
    # What tells that the subject has changed since it was read.
    stamp = models.CharField(max_length=64)
    # Its file could not be read, so often, or waits for its turn: when it is to be tried (again).
    tries = models.PositiveSmallIntegerField(default=0)
    read_again_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "source", "-subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "subject"], name="search_entry_stands_once_for_its_subject"
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="search_entry_opens_and_closes_or_neither",
            ),
        ]
        # All that is compared with the subject's own table.
        indexes = [
            models.Index(
                fields=["source", "subject", "guard", "version", "newest"],
                name="search_entry_with_its_guards",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SearchText(models.Model):
    """The words of an entry. The databases keep their own index of it (migration 0002)."""

    entry = models.OneToOneField(SearchEntry, on_delete=models.CASCADE, primary_key=True)
    title_stems = models.TextField()
    stems = models.TextField()
    # As people read it: passages are shown from here.
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class SearchWord(models.Model):
    """A word that stands in the index, and in how many entries: what a typing error may mean."""

    word = models.CharField(max_length=40, unique=True)
    folded = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    length = models.PositiveSmallIntegerField()
    entries = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["length"], name="search_word_by_length")]

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """One row: who refreshes the index now, and when a run last came to its end."""

    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.claimed_until)


class FixedPage(models.Model):
    """A page such as Privatliv: as its template reads now, kept so that it can be found."""

    name = models.CharField(max_length=40, unique=True)  # of its address
    title = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title
