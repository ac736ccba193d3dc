"""What each version of each metric is, as it was when it was first counted by."""

FINGERPRINTS = {
    "assignment_accuracy@1": "034e8a7ab209",
    "cadence_execution_rate@1": "603887c5e8bc",
    "card_generation_rate@1": "3396ea985a05",
    "card_handling_time@1": "b03f495930f9",
    "conflict_notices@1": "deb1b2fdf674",
    "conflict_resolution_time@1": "e659aa403bae",
    "duplicate_case_rate@1": "3ef8c3ac1bd9",
    "escalation_share@1": "736c4e5f57d6",
    "first_response_time@1": "24156cf6808d",
    "on_time_completion_rate@1": "8c43dd1042d5",
    "reminder_response_rate@1": "2b44a0ec6aa3",
    "shared_log_use@1": "37c7dae59462",
    "sla_attainment@1": "e5a09ab9753e",
    "sla_open_breached@1": "29fd042c6f44",
    "sla_overdue_minutes_avg@1": "a46fc18a620b",
    "task_acceptance_rate@1": "8678c3363a15",
    "task_push_delay@1": "39517f061939",
    "tasks_overdue@1": "139923f921b8",
}
