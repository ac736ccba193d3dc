"""The foundation of a stage: what all domains share."""

from aws_cdk import Annotations, CfnOutput, Stack
from aws_cdk import aws_events as events
from constructs import Construct

from infra import catalog
from infra.constructs import alarms
from infra.constructs.dashboard import Dashboard
from infra.constructs.http_api import HttpApi, PagesApi
from infra.constructs.keeping import INBOX, AccessLogs, Bucket, SigningKeys
from infra.constructs.key import Key
from infra.constructs.mail import Inbox, Mail
from infra.constructs.notices import Notices
from infra.constructs.place import Shared
from infra.constructs.sign_in import SignIn
from infra.stacks.settings import site_of, stack_options
from infra.stages import Stage


class FoundationStack(Stack):
    """Bus, sign-in, API, files, secrets, mail, alarms and the budget."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        name = f"kairos-{stage.name}-foundation"
        super().__init__(scope, name, **stack_options(stage, "all", "Kairos CRM: what all domains share"))
        site = site_of(stage)
        key = Key(self, stage, site).arn if stage.customer_managed_keys else None
        events.CfnEventBus(self, "Bus", name=site.bus, description="What happens in Kairos.")
        sign_in = SignIn(self, stage, site)
        http = HttpApi(self, sign_in, stage, site)
        pages = PagesApi(self, stage, site)
        access_logs = AccessLogs(self, stage, site)
        buckets = {name: Bucket(self, name, access_logs, stage, site, key) for name in _granted("bucket")}
        for secret in _granted("secret"):
            SigningKeys(self, secret, stage, site, key)
        Mail(self, stage, site)
        Inbox(self, buckets[INBOX], stage, site)
        Notices(self, stage, site, key)
        Dashboard(self, http.api.ref, site)
        alarms.watch_foundation(self, http.api.ref, site, stage)
        self.shared = Shared(http.api.ref, pages.api.ref, http.authorizer.ref, sign_in.pool.ref, key)
        self._tell(http, pages, sign_in, stage)

    def _tell(self, http: HttpApi, pages: PagesApi, sign_in: SignIn, stage: Stage) -> None:
        CfnOutput(self, "ApiUrl", value=http.url, description="Where the API answers.")
        CfnOutput(self, "PagesUrl", value=pages.url, description="Where customers find their pages, under /p.")
        CfnOutput(self, "UserPoolId", value=sign_in.pool.ref, description="Who may sign in.")
        CfnOutput(self, "UserPoolClientId", value=sign_in.client.ref, description="The app that people sign in to.")
        if stage.sender.endswith(".example"):
            text = f"{stage.sender} can receive no mail: set the stage's sender in cdk.json"
            Annotations.of(self).add_warning_v2("kairos:sender", text)


def _granted(kind: str) -> list[str]:
    """Return the names of all resources of a kind that some action is granted."""
    return sorted({grant.name for spec in catalog.specs().values() for grant in spec.grants if grant.kind == kind})
