from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.clock import local_date
from hearings.services.retention import forget_responses, hearings_to_purge
from information.services.feedback import feedback_to_forget, forget_feedback


class Command(BaseCommand):
    help = (
        "Remove names and addresses from answers whose hearing has passed its deletion date, and "
        "what readers said about pages long ago."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be removed, and remove nothing."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        at = timezone.now()
        for hearing in hearings_to_purge(on=local_date(at), at=at):
            count = hearing.responses.filter(forgotten_at=None).count()
            if not options["dry_run"]:
                count = forget_responses(hearing, at=at)
            word = "would be stripped" if options["dry_run"] else "stripped"
            self.stdout.write(f"{hearing.number} {hearing.title}: {count} answers {word}.")
        if count := feedback_to_forget(at=at).count():
            if not options["dry_run"]:
                count = forget_feedback(at=at)
            word = "would be deleted" if options["dry_run"] else "deleted"
            self.stdout.write(f"{count} messages of readers about pages {word}.")
