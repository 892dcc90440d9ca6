"""Setting a PDF in a process of its own, with little time and memory.

`python -m core.typeset set FOLDER FONTS TARGET MOMENT` compiles FOLDER/main.typ, which may read
what stands in FOLDER and nothing else, with the fonts in FONTS alone, to the tagged PDF (PDF/UA-1)
TARGET; MOMENT (seconds since 1970) is the date in its metadata.
`python -m core.typeset join TARGET PART…` makes one tagged PDF of several.
Both print a report as JSON. No Django in here, no secrets in the environment.
"""
