"""The white paper read and written out: its content, and one module for each kind of file."""
