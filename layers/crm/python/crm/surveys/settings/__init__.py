"""The settings of surveys."""

KINDS = {
    "surveys.policy": "crm.surveys.settings.policy:SurveyPolicy",
    "surveys.questionnaire": "crm.surveys.settings.questionnaire:Questionnaire",
}
"""Each kind and where its model is, so that a function loads only the kinds it reads."""
