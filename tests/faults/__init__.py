"""What breaks on purpose: workers, the broker and the mail server, under a running portal.

`tests/faults/test_faults.py` is the short form for CI; `python -m tests.faults` the long one,
which prints how many mails came once, twice or not at all.
"""
