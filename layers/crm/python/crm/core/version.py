"""The version of the suite, as its health check and its API document state it."""

VERSION = "0.1.0"
