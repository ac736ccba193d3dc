"""The settings of analytics."""

KINDS = {
    "analytics.visibility": "crm.analytics.settings.visibility:Visibility",
    "analytics.capacity": "crm.analytics.settings.capacity:CapacityPlan",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
