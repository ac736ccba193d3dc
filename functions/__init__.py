"""The actions, one file each: `functions/<domain>/<action>.py`."""
