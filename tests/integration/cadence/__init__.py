"""Each action of cadence through its handler."""
