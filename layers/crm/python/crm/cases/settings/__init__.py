"""The settings of case handling: every policy that a desk may want otherwise."""

KINDS = {
    "cases.categories": "crm.cases.settings.intake:Categories",
    "cases.cause_codes": "crm.cases.settings.intake:CauseCodes",
    "cases.duplicates": "crm.cases.settings.abuse:Duplicates",
    "cases.follow_ups": "crm.cases.settings.follow_ups:FollowUps",
    "cases.form_guides": "crm.cases.settings.guides:FormGuides",
    "cases.handling": "crm.cases.settings.handling:Handling",
    "cases.macro": "crm.cases.settings.macros:Macro",
    "cases.malice": "crm.cases.settings.abuse:Malice",
    "cases.priority_matrix": "crm.cases.settings.intake:PriorityMatrix",
    "cases.queues": "crm.cases.settings.queues:Queues",
    "cases.rate_limits": "crm.cases.settings.abuse:RateLimits",
    "cases.relations": "crm.cases.settings.relations:Relations",
    "cases.reply_template": "crm.cases.settings.macros:ReplyTemplate",
    "cases.routing": "crm.cases.settings.routing:Routing",
    "cases.sla_policy": "crm.cases.settings.sla:SlaPolicy",
    "cases.sla_selection": "crm.cases.settings.sla:SlaSelection",
    "cases.tag_rules": "crm.cases.settings.intake:TagRules",
    "cases.waiting": "crm.cases.settings.waiting:Waiting",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
