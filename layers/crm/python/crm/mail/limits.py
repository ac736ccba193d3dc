"""How much of a mail is read. What lies beyond stays in the mail as it was stored, and a defect says so.

These bound time and memory, and are no policy: what an attachment may be is decided where it is filed.
"""

MAIL_BYTES = 40 * 1024 * 1024
"""The largest mail that Amazon SES takes in."""

HEADER_BYTES = 256 * 1024
"""Of one block of headers; the rest of the block is skipped."""

HEADERS = 1000
"""In one block."""

VALUE_CHARACTERS = 16_000
"""Of one header: some hundred addresses, or the references of a very long thread."""

SUBJECT_CHARACTERS = 1000
NAME_BYTES = 180
"""Of a file name in UTF-8, so that a key around it stays below what file systems take."""

ADDRESSES = 500
REFERENCES = 100
"""The newest ones count."""

DEPTH = 30
"""Multiparts within multiparts; what is deeper is kept as one file."""

PARTS = 500
"""Leaves of the tree; what follows them is kept as one file."""

TEXT_BYTES = 1024 * 1024
"""Of one part that is read as text; a longer one is kept as a file as well."""

TEXT_CHARACTERS = 1024 * 1024
"""Of all text parts together."""

HTML_TAGS = 30_000
HTML_DEPTH = 500
"""Opened and not closed. Parsing HTML takes time by the square of its depth."""

LINE_CHARACTERS = 1000
"""Of a line that is looked at to tell quotations from new words."""

SIGNATURE_LINES = 12
"""What follows `-- ` and is longer is no signature."""

TNEF_FILES = 100
"""In one winmail.dat."""
