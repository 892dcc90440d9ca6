"""The key of a message that was written before keys were digests gives up its address.

What is kept of a message, so that the same news is not sent twice, is then the key that the same
news has today: its address in small letters, digested. A row whose news has been written with
such a key already needs none.
"""

import re
from hashlib import sha256

from django.db import migrations

ROWS = 500
# kind:subject:version:address, and kind:subject:address of the mails about promised changes.
_OLD = re.compile(r"(?P<news>[^:@]+:[^:@]+):(?:(?P<version>[^:@\"]*):)?(?P<address>.+@.+)")


def hide_addresses(apps, _schema_editor):
    messages = apps.get_model("notifications", "Message").objects
    seen = 0
    while rows := list(
        messages.filter(dedup_key__contains="@", pk__gt=seen).only("dedup_key").order_by("pk")[:ROWS]
    ):
        seen = rows[-1].pk
        _renew(messages, rows)


def _renew(messages, rows):
    new = {row.pk: _digested(row.dedup_key) for row in rows}
    taken = set(messages.filter(dedup_key__in=new.values()).values_list("dedup_key", flat=True))
    for row in rows:
        key = new[row.pk]
        if key != row.dedup_key:
            row.dedup_key = None if key in taken else key
            taken.add(key)
    messages.bulk_update(rows, ["dedup_key"])


def _digested(key):
    old = _OLD.fullmatch(key)
    if old is None:
        return key
    digest = sha256(old["address"].casefold().encode()).hexdigest()[:40]
    return f"{old['news']}:{old['version'] or ''}:{digest}"


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [migrations.RunPython(hide_addresses, migrations.RunPython.noop)]
