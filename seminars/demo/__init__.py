"""The demo's seminars: one held two years ago, one in four months."""
