"""One action's function."""

from aws_cdk import AssetHashType
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3_assets as s3_assets
from aws_cdk.aws_s3_assets import Asset
from constructs import Construct

from crm.core.spec import Spec
from infra import permissions
from infra.assets import Folder, function_folder
from infra.constructs.findings import accept
from infra.constructs.place import Place
from infra.constructs.policies import ServiceRole
from infra.site import Site

RUNTIME = "python3.13"
ARCHITECTURE = "arm64"


class Action(Construct):
    """A function with one file of code, a role with exactly its grants, and a log that is not kept for ever."""

    def __init__(self, scope: Construct, spec: Spec, layers: list[str], place: Place) -> None:
        super().__init__(scope, spec.name)
        self.spec = spec
        self.function = self._function(layers, self._role(place.site), self._log(place), place.site)
        accept(self.function, "L1", "the layers are compiled for Python 3.13, which AWS supports until 2029")

    def _role(self, site: Site) -> str:
        allowed = permissions.statements(self.spec, site)
        purpose = f"What {self.spec.operation} may touch."
        return ServiceRole(self, "Grants", service="lambda", description=purpose, statements=allowed).arn

    def _log(self, place: Place) -> str:
        name, days = place.site.log_group(self.spec.operation), place.stage.log_retention_days
        return logs.CfnLogGroup(self, "Log", log_group_name=name, retention_in_days=days).ref

    def _function(self, layers: list[str], role: str, log: str, site: Site) -> lambda_.CfnFunction:
        spec = self.spec
        code = asset(self, "Code", function_folder(spec.operation))
        return lambda_.CfnFunction(
            self,
            "Function",
            function_name=site.function(spec.operation),
            description=spec.summary[:256].encode("ascii", "replace").decode(),  # CloudFormation's own alphabet
            runtime=RUNTIME,
            architectures=[ARCHITECTURE],
            handler=f"functions.{spec.operation}.handler",
            code=lambda_.CfnFunction.CodeProperty(s3_bucket=code.s3_bucket_name, s3_key=code.s3_object_key),
            layers=layers,
            role=role,
            memory_size=spec.memory_mb,
            timeout=spec.timeout_seconds,
            environment=lambda_.CfnFunction.EnvironmentProperty(variables=site.environment(spec)),
            logging_config=lambda_.CfnFunction.LoggingConfigProperty(
                log_group=log, log_format="JSON", application_log_level="INFO", system_log_level="WARN"
            ),
        )

    @property
    def arn(self) -> str:
        """The function's ARN."""
        return self.function.attr_arn


def asset(scope: Construct, name: str, folder: Folder) -> Asset:
    """Return a folder as something to upload, known by the hash of what it was made from."""
    return s3_assets.Asset(
        scope, name, path=str(folder.path), asset_hash=folder.hash, asset_hash_type=AssetHashType.CUSTOM
    )


def layer(scope: Construct, name: str, folder: Folder, description: str, layer_name: str) -> lambda_.CfnLayerVersion:
    """Return a layer. Each stack has its own: an exported one could never change while it is in use."""
    content = asset(scope, f"{name}Content", folder)
    return lambda_.CfnLayerVersion(
        scope,
        name,
        layer_name=layer_name,
        description=description,
        compatible_runtimes=[RUNTIME],
        compatible_architectures=[ARCHITECTURE],
        content=lambda_.CfnLayerVersion.ContentProperty(s3_bucket=content.s3_bucket_name, s3_key=content.s3_object_key),
    )
