"""The pages of bodies. A file per kind of page."""
