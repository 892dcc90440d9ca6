"""Looking into an uploaded file, in a process of its own with little time and memory.

`python -m core.probe KIND SOURCE TARGET [--keep-metadata] [--max-width=PIXELS]` reads SOURCE,
writes a clean copy to TARGET and prints a report as JSON; the kinds words-pdf and words-docx write
its words instead. No Django in here, no secrets in the environment, no name that a person chose on
the command line.
"""
