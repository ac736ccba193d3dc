"""What Kairos costs to start, to call and to keep: measured, and written to `docs/performance.md` by `make bench`."""
