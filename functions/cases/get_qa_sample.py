"""Show a sample of cases for quality assurance."""

from crm.cases import grants, samples
from crm.cases.samples import SampleView
from crm.core.access import QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.endpoint import endpoint


@endpoint("GET /qa/samples/{sample_id}", access=staff(SUPERVISOR, QA_SUPERVISOR), uses=[grants.FIND])
def handler(sample_id: str) -> SampleView:
    """Show a sample of cases: how it was drawn, from how many, and which."""
    return samples.show(sample_id)
