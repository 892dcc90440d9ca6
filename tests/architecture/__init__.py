"""Readers of our own source: each returns what it found as sentences, an empty list is well."""
