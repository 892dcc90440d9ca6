from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.invariants import broken


class Command(BaseCommand):
    help = "Check what must always be true: numbers, texts, messages, files. Changes nothing."

    def handle(self, *_args: Any, **options: Any) -> None:
        sentences = list(broken())
        for sentence in sentences:
            self.stderr.write(sentence)
        if sentences:
            raise CommandError(f"{len(sentences)} promises are not kept, see above.")
        if options["verbosity"]:
            self.stdout.write("All that must be true is true.")
