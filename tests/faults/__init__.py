"""A package, so that its tests can share one twin, which ends with them."""
