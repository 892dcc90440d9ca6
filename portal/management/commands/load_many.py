from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from portal import many


class Command(BaseCommand):
    help = "Fill a portal with very many public texts, to see that it stays quick."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--objects", type=int, default=20_000, help="How many (20000).")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Invented content is made in demo mode only (DEMO=true).")
        with transaction.atomic():
            counts = many.load(options["objects"], at=timezone.now())
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
