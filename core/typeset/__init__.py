"""Setting a PDF in a process of its own, with little time and memory.

`python -m core.typeset FOLDER FONTS TARGET MOMENT` compiles FOLDER/main.typ, which may read what
stands in FOLDER and nothing else, with the fonts in FONTS alone, to the tagged PDF (PDF/UA-1)
TARGET, and prints a report as JSON. MOMENT (seconds since 1970) is the date in its metadata. No
Django in here, no secrets in the environment.
"""
