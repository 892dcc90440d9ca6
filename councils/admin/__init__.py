"""The secretary's workplace: the own bodies and their members, each step as a page."""

from councils.admin import bodies, members  # noqa: F401  (each registers its models)
