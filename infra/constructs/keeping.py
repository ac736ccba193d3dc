"""Files and secrets: the buckets and secrets that grants name."""

from typing import Any

from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from crm.mail import storage
from infra.constructs.findings import accept
from infra.constructs.place import keep_or_destroy
from infra.constructs.policies import document, let_service, refuse_plain_http
from infra.site import Site
from infra.stages import Stage

_NOT_PUBLIC = s3.CfnBucket.PublicAccessBlockConfigurationProperty(
    block_public_acls=True, block_public_policy=True, ignore_public_acls=True, restrict_public_buckets=True
)
INBOX = "inbox"
"""The bucket that mail is laid down in."""

_OLD_VERSION_DAYS = 30
_PREFLIGHT_SECONDS = 3600


class Bucket(Construct):
    """A bucket for uploads: closed, encrypted, over TLS only, and the account's bus hears of what arrives."""

    def __init__(
        self, scope: Construct, name: str, logs: "AccessLogs", stage: Stage, site: Site, key: str | None
    ) -> None:
        super().__init__(scope, f"Bucket-{name}")
        self.bucket = s3.CfnBucket(
            self,
            "Bucket",
            bucket_name=site.bucket(name),
            public_access_block_configuration=_NOT_PUBLIC,
            ownership_controls=_owned(),
            bucket_encryption=_encrypted(key),
            cors_configuration=_uploads_from(stage.cors_origins),
            versioning_configuration=_versions(kept=stage.keep_data),
            lifecycle_configuration=s3.CfnBucket.LifecycleConfigurationProperty(rules=_rules(name, stage)),
            logging_configuration=logs.of(name),
            notification_configuration=_told_to_the_bus(),
        )
        self.bucket.add_dependency(logs.policy)
        keep_or_destroy(self.bucket, stage)
        policy = document(
            refuse_plain_http("s3:*", self.bucket.attr_arn, f"{self.bucket.attr_arn}/*"),
            *([_let_ses(self.bucket.attr_arn, site)] if name == INBOX else []),
        )
        self.policy = s3.CfnBucketPolicy(self, "Policy", bucket=self.bucket.ref, policy_document=policy)


class AccessLogs(Construct):
    """Who fetched what from the buckets; kept as long as other logs, for it names addresses of people."""

    def __init__(self, scope: Construct, stage: Stage, site: Site) -> None:
        super().__init__(scope, "AccessLogs")
        forget = s3.CfnBucket.RuleProperty(id="forget", status="Enabled", expiration_in_days=stage.log_retention_days)
        self.bucket = s3.CfnBucket(
            self,
            "Bucket",
            bucket_name=site.bucket("access-logs"),
            public_access_block_configuration=_NOT_PUBLIC,
            ownership_controls=_owned(),
            bucket_encryption=_encrypted(None),  # log delivery knows no key of ours
            lifecycle_configuration=s3.CfnBucket.LifecycleConfigurationProperty(rules=[forget]),
        )
        keep_or_destroy(self.bucket, stage)
        accept(self.bucket, "S1", "it is the bucket that the access logs go to")
        objects = f"{self.bucket.attr_arn}/*"
        ours = {
            "StringEquals": {"aws:SourceAccount": site.account},
            "ArnLike": {"aws:SourceArn": f"arn:{site.partition}:s3:::{site.prefix}-*"},
        }
        policy = document(
            let_service("logging.s3", "s3:PutObject", objects, ours),
            refuse_plain_http("s3:*", self.bucket.attr_arn, objects),
        )
        self.policy = s3.CfnBucketPolicy(self, "Policy", bucket=self.bucket.ref, policy_document=policy)

    def of(self, name: str) -> s3.CfnBucket.LoggingConfigurationProperty:
        """Return where the accesses to a bucket are written down."""
        return s3.CfnBucket.LoggingConfigurationProperty(
            destination_bucket_name=self.bucket.ref, log_file_prefix=f"{name}/"
        )


def _let_ses(bucket_arn: str, site: Site) -> dict[str, Any]:
    """Let the stage's own receipt rules lay mail down, and nothing else of SES."""
    ours = {
        "StringEquals": {"aws:SourceAccount": site.account},
        "ArnLike": {"aws:SourceArn": site.arn("ses", f"receipt-rule-set/{site.mail}:receipt-rule/*")},
    }
    return let_service("ses", "s3:PutObject", f"{bucket_arn}/{storage.RAW}*", ours)


def _rules(name: str, stage: Stage) -> list[s3.CfnBucket.RuleProperty]:
    if name != INBOX:
        return [_tidy_up()]
    forget = s3.CfnBucket.RuleProperty(id="forget", status="Enabled", expiration_in_days=stage.mail_keep_days)
    return [_tidy_up(), forget]


def _told_to_the_bus() -> s3.CfnBucket.NotificationConfigurationProperty:
    told = s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
    return s3.CfnBucket.NotificationConfigurationProperty(event_bridge_configuration=told)


def _versions(*, kept: bool) -> s3.CfnBucket.VersioningConfigurationProperty:
    return s3.CfnBucket.VersioningConfigurationProperty(status="Enabled" if kept else "Suspended")


def _owned() -> s3.CfnBucket.OwnershipControlsProperty:
    rule = s3.CfnBucket.OwnershipControlsRuleProperty(object_ownership="BucketOwnerEnforced")
    return s3.CfnBucket.OwnershipControlsProperty(rules=[rule])


def _encrypted(key: str | None) -> s3.CfnBucket.BucketEncryptionProperty:
    default = s3.CfnBucket.ServerSideEncryptionByDefaultProperty(
        sse_algorithm="aws:kms" if key else "AES256", kms_master_key_id=key
    )
    rule = s3.CfnBucket.ServerSideEncryptionRuleProperty(
        server_side_encryption_by_default=default, bucket_key_enabled=bool(key)
    )
    return s3.CfnBucket.BucketEncryptionProperty(server_side_encryption_configuration=[rule])


def _uploads_from(origins: tuple[str, ...]) -> s3.CfnBucket.CorsConfigurationProperty | None:
    if not origins:
        return None
    rule = s3.CfnBucket.CorsRuleProperty(
        allowed_methods=["POST", "GET"],
        allowed_origins=list(origins),
        allowed_headers=["*"],
        max_age=_PREFLIGHT_SECONDS,
    )
    return s3.CfnBucket.CorsConfigurationProperty(cors_rules=[rule])


def _tidy_up() -> s3.CfnBucket.RuleProperty:
    return s3.CfnBucket.RuleProperty(
        id="tidy-up",
        status="Enabled",
        abort_incomplete_multipart_upload=s3.CfnBucket.AbortIncompleteMultipartUploadProperty(days_after_initiation=1),
        noncurrent_version_expiration=s3.CfnBucket.NoncurrentVersionExpirationProperty(
            noncurrent_days=_OLD_VERSION_DAYS
        ),
    )


class SigningKeys(Construct):
    """A secret with the first of its keys in it, as `crm.core.secrets` reads it."""

    def __init__(self, scope: Construct, name: str, stage: Stage, site: Site, key: str | None) -> None:
        super().__init__(scope, f"Secret-{name}")
        generated = secretsmanager.CfnSecret.GenerateSecretStringProperty(
            secret_string_template='{"current":"1"}',  # noqa: S106 - the key itself is generated beside it
            generate_string_key="1",
            password_length=64,
            exclude_punctuation=True,
        )
        secret = secretsmanager.CfnSecret(
            self,
            "Secret",
            name=site.secret(name),
            description="Named signing keys; `current` names the one to sign with.",
            generate_secret_string=generated,
            kms_key_id=key,
        )
        keep_or_destroy(secret, stage)
        accept(secret, "SMG4", "an operator turns the key by adding one: old signatures must stay good meanwhile")
