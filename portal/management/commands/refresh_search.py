from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal import fixed_pages
from portal.search import index


class Command(BaseCommand):
    help = "Bring the search index up to date, as the worker does every ten seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rebuild", action="store_true", help="Read everything anew, documents too."
        )

        parser.add_argument(
            "--documents",
            type=int,
            default=10**9,
            help="Read so many files at most; the worker reads the others. Default: all.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        at = timezone.now()
        fixed_pages.keep()
        if options["rebuild"]:
            run = index.rebuild(at=at)
        else:
            run = index.refresh(at=at, documents=options["documents"], seconds=10**9)
        if run is None:
            raise CommandError("Somebody else is refreshing the index. Try again in two minutes.")
        if options["verbosity"]:
            self.stdout.write(f"{run.written} entries written, {run.removed} removed.")
        if run.failed:
            raise CommandError(f"Not brought up to date: {', '.join(run.failed)}. See the log.")
