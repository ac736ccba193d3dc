"""Knowledge: writing articles, finding them for cases and customers, and hearing how they serve."""
