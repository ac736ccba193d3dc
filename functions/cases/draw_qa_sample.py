"""Draw a sample of cases for quality assurance."""

from crm.cases import grants, samples
from crm.cases.desk_requests import DrawSample
from crm.cases.samples import SampleTooWideError, SampleView
from crm.core.access import QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /qa/samples",
    status=201,
    access=staff(SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.DRAW],
    errors=[SampleTooWideError],
)
def handler(body: DrawSample, command: Command) -> SampleView:
    """Draw a sample of the cases with a tag that were opened in a period of up to 92 days, and keep it.

    The same seed draws the same cases, and a larger sample by it holds the smaller one.
    """
    return samples.draw(body, command)
