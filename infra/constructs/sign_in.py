"""Who may sign in: the user pool, a group for each role, and the app's client."""

from aws_cdk import aws_cognito as cognito
from constructs import Construct

from crm.core.access import EVERYONE
from infra.constructs.findings import accept
from infra.constructs.place import keep_or_destroy
from infra.site import Site
from infra.stages import Stage

_FLOWS = ("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH")
"""With the password proved and never sent, by refreshing, or by a system that holds AWS credentials."""


class SignIn(Construct):
    """The user pool. Nobody signs up: the directory adds colleagues and their roles (`provision_sign_in`)."""

    def __init__(self, scope: Construct, stage: Stage, site: Site) -> None:
        super().__init__(scope, "SignIn")
        self.pool = self._pool(stage, site)
        keep_or_destroy(self.pool, stage)
        for role in EVERYONE:
            cognito.CfnUserPoolGroup(self, f"Group-{role}", user_pool_id=self.pool.ref, group_name=role)
        self.client = self._client()
        if not stage.require_mfa:
            accept(
                self.pool, "COG2", "a second factor is offered to all, and demanded where the stage says require_mfa"
            )
        if not stage.threat_protection:
            reason = "threat protection costs by user and month: the stage says threat_protection"
            for rule in ("COG3", "COG8"):
                accept(self.pool, rule, reason)

    def _pool(self, stage: Stage, site: Site) -> cognito.CfnUserPool:
        guarded = stage.threat_protection
        return cognito.CfnUserPool(
            self,
            "Pool",
            user_pool_name=site.prefix,
            user_pool_tier="PLUS" if guarded else "ESSENTIALS",
            user_pool_add_ons=_guard() if guarded else None,
            username_configuration=cognito.CfnUserPool.UsernameConfigurationProperty(case_sensitive=False),
            admin_create_user_config=cognito.CfnUserPool.AdminCreateUserConfigProperty(
                allow_admin_create_user_only=True, invite_message_template=_invitation()
            ),
            policies=_password_policy(),
            mfa_configuration="ON" if stage.require_mfa else "OPTIONAL",
            enabled_mfas=["SOFTWARE_TOKEN_MFA"],
            account_recovery_setting=_recovery(),
            email_configuration=_mail(stage, site),
            deletion_protection="ACTIVE" if stage.keep_data else "INACTIVE",
        )

    def _client(self) -> cognito.CfnUserPoolClient:
        return cognito.CfnUserPoolClient(
            self,
            "Client",
            client_name="app",
            user_pool_id=self.pool.ref,
            generate_secret=False,
            explicit_auth_flows=list(_FLOWS),
            prevent_user_existence_errors="ENABLED",
            enable_token_revocation=True,
            access_token_validity=60,
            id_token_validity=60,
            refresh_token_validity=12,
            token_validity_units=cognito.CfnUserPoolClient.TokenValidityUnitsProperty(
                access_token="minutes",  # noqa: S106 - a unit of time
                id_token="minutes",  # noqa: S106
                refresh_token="hours",  # noqa: S106
            ),
        )


def _invitation() -> cognito.CfnUserPool.InviteMessageTemplateProperty:
    lines = (
        "您的登录名 Your user name: {username}",
        "临时密码 Temporary password: {####}",
        "请在三天内登录并设置自己的密码。 Please sign in within three days and choose a password of your own.",
    )
    # A mail in HTML, and CloudFormation keeps nothing but ASCII unharmed.
    text = "<br>".join(lines).encode("ascii", "xmlcharrefreplace").decode()
    return cognito.CfnUserPool.InviteMessageTemplateProperty(email_subject="Your Kairos account", email_message=text)


def _guard() -> cognito.CfnUserPool.UserPoolAddOnsProperty:
    return cognito.CfnUserPool.UserPoolAddOnsProperty(advanced_security_mode="ENFORCED")


def _password_policy() -> cognito.CfnUserPool.PoliciesProperty:
    strong = cognito.CfnUserPool.PasswordPolicyProperty(
        minimum_length=12,
        require_lowercase=True,
        require_uppercase=True,
        require_numbers=True,
        require_symbols=True,
        temporary_password_validity_days=3,
    )
    return cognito.CfnUserPool.PoliciesProperty(password_policy=strong)


def _recovery() -> cognito.CfnUserPool.AccountRecoverySettingProperty:
    by_mail = cognito.CfnUserPool.RecoveryOptionProperty(name="verified_email", priority=1)
    return cognito.CfnUserPool.AccountRecoverySettingProperty(recovery_mechanisms=[by_mail])


def _mail(stage: Stage, site: Site) -> cognito.CfnUserPool.EmailConfigurationProperty:
    if not stage.sign_in_mail_by_ses:
        return cognito.CfnUserPool.EmailConfigurationProperty(email_sending_account="COGNITO_DEFAULT")
    return cognito.CfnUserPool.EmailConfigurationProperty(
        email_sending_account="DEVELOPER",
        from_=stage.sender,
        source_arn=site.arn("ses", f"identity/{stage.sender}"),
        configuration_set=site.mail,
    )
