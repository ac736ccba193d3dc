"""The platform's own actions: settings, the API document, and repairing what failed."""
