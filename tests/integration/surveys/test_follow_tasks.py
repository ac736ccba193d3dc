"""Completing reviews with their tasks."""

from tests.flows.conftest import Company
from tests.surveys import answered, comes_again


def test_a_second_delivery_changes_nothing(company: Company) -> None:
    case_id, answer_id = answered(company, 2)
    [review] = company.does("wang-qiang", f"GET /reviews?case={case_id}")["items"]
    assert review["answer_id"] == answer_id
    who, task = review["reviewer_id"], f"/tasks/{review['task_id']}"
    company.does(who, f"POST {task}/accept")
    company.does(who, f"POST {task}/complete", {"result": "已致电客户"})
    [review] = company.does("wang-qiang", f"GET /reviews?case={case_id}")["items"]
    assert (review["status"], review["cause"]) == ("completed", "已致电客户")
    comes_again(company, "surveys.follow_tasks", "tasks", review["task_id"], "TaskCompleted")
