"""The HTTP APIs that all routes hang on: one for programs, one for pages."""

import json

from aws_cdk import Aws
from aws_cdk import aws_apigatewayv2 as api
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.sign_in import SignIn
from infra.site import Site
from infra.stages import Stage, Throttle

_ACCEPTED_HEADERS = (
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "x-correlation-id",
)
_SHOWN_HEADERS = ("content-language", "etag", "idempotent-replayed", "location", "retry-after", "x-correlation-id")
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_PREFLIGHT_SECONDS = 3600
_LOGGED = {
    "at": "$context.requestTime",
    "request_id": "$context.requestId",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "function_ms": "$context.integrationLatency",
    "bytes": "$context.responseLength",
    "error": "$context.error.messageString",
    "function_error": "$context.integrationErrorMessage",
    "sign_in_error": "$context.authorizer.error",
}
"""No address, no path, no user: a path may hold what people are found by."""


class HttpApi(Construct):
    """An API whose tokens are the user pool's; every request is logged without saying whose it was."""

    def __init__(self, scope: Construct, sign_in: SignIn, stage: Stage, site: Site) -> None:
        super().__init__(scope, "Api")
        self.api = api.CfnApi(
            self,
            "Api",
            name=site.prefix,
            protocol_type="HTTP",
            description="Kairos CRM",
            cors_configuration=_cors(stage.cors_origins),
        )
        self.authorizer = api.CfnAuthorizer(
            self,
            "SignedIn",
            api_id=self.api.ref,
            authorizer_type="JWT",
            name="signed-in",
            identity_source=["$request.header.Authorization"],
            jwt_configuration=api.CfnAuthorizer.JWTConfigurationProperty(
                audience=[sign_in.client.ref],
                issuer=f"https://cognito-idp.{Aws.REGION}.{Aws.URL_SUFFIX}/{sign_in.pool.ref}",
            ),
        )
        _add_stage(self, self.api, stage.api_throttle, f"/aws/vendedlogs/{site.prefix}/api", stage)
        self.url = _url(self.api)


class PagesApi(Construct):
    """The API of the pages for customers: a host, and so cookies, of its own; no sign-in of colleagues, no CORS."""

    def __init__(self, scope: Construct, stage: Stage, site: Site) -> None:
        super().__init__(scope, "Pages")
        self.api = api.CfnApi(
            self, "Api", name=f"{site.prefix}-pages", protocol_type="HTTP", description="Kairos CRM: pages"
        )
        _add_stage(self, self.api, stage.pages_throttle, f"/aws/vendedlogs/{site.prefix}/pages", stage)
        self.url = _url(self.api)


def _url(made: api.CfnApi) -> str:
    return f"https://{made.ref}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}"


def _add_stage(scope: Construct, made: api.CfnApi, throttle: Throttle, log_name: str, stage: Stage) -> None:
    log = logs.CfnLogGroup(scope, "Log", log_group_name=log_name, retention_in_days=stage.log_retention_days)
    api.CfnStage(
        scope,
        "Stage",
        api_id=made.ref,
        stage_name="$default",
        auto_deploy=True,
        access_log_settings=api.CfnStage.AccessLogSettingsProperty(
            destination_arn=log.attr_arn, format=json.dumps(_LOGGED)
        ),
        default_route_settings=api.CfnStage.RouteSettingsProperty(
            throttling_rate_limit=throttle.rate_per_second,
            throttling_burst_limit=throttle.burst,
            detailed_metrics_enabled=False,
        ),
    )


def _cors(origins: tuple[str, ...]) -> api.CfnApi.CorsProperty | None:
    if not origins:
        return None
    return api.CfnApi.CorsProperty(
        allow_origins=list(origins),
        allow_methods=list(_METHODS),
        allow_headers=list(_ACCEPTED_HEADERS),
        expose_headers=list(_SHOWN_HEADERS),
        max_age=_PREFLIGHT_SECONDS,
    )
