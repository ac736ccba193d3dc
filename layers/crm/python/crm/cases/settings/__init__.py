"""The settings of case handling: every policy that a desk may want otherwise."""

KINDS = {
    "cases.categories": "crm.cases.settings.intake:Categories",
    "cases.cause_codes": "crm.cases.settings.intake:CauseCodes",
    "cases.form_guides": "crm.cases.settings.guides:FormGuides",
    "cases.handling": "crm.cases.settings.handling:Handling",
    "cases.priority_matrix": "crm.cases.settings.intake:PriorityMatrix",
    "cases.queues": "crm.cases.settings.queues:Queues",
    "cases.routing": "crm.cases.settings.routing:Routing",
    "cases.sla_policy": "crm.cases.settings.sla:SlaPolicy",
    "cases.sla_selection": "crm.cases.settings.sla:SlaSelection",
    "cases.tag_rules": "crm.cases.settings.intake:TagRules",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
