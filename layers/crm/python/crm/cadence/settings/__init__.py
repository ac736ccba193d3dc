"""The settings of cadence."""

KINDS = {
    "cadence.policy": "crm.cadence.settings.policy:CadencePolicy",
    "cadence.scoring": "crm.cadence.settings.scoring:CadenceScoring",
    "cadence.health": "crm.cadence.settings.health:HealthRules",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
