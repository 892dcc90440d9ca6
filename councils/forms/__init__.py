"""What people ask of bodies, and what secretaries write. A file per kind of page."""
