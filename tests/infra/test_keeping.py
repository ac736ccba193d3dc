"""Data is encrypted, restorable, closed to the world, and outlives its stack where the stage says so."""

from collections.abc import Mapping

import pytest

from infra import catalog
from infra.tables import table_specs
from tests.infra.templates import Cloud, Resource, statements

pytestmark = pytest.mark.cdk

KEEPING = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool", "AWS::SecretsManager::Secret")


def keeping(cloud: Cloud) -> list[Resource]:
    return list(cloud.of(*KEEPING, "AWS::KMS::Key"))


def test_there_is_a_table_for_each_domain_that_has_one(cloud: Cloud) -> None:
    prefix = next(iter(cloud.templates)).rsplit("-", 1)[0]
    assert sorted(cloud.named("AWS::DynamoDB::Table")) == [f"{prefix}-{domain}" for domain in table_specs()]
    assert set(table_specs()) == set(catalog.domains()) - {"portal"}, "pages write what other domains keep"


def test_every_table_can_be_restored_is_encrypted_and_forgets(cloud: Cloud) -> None:
    for table in cloud.of("AWS::DynamoDB::Table"):
        properties = table.properties
        assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert properties["SSESpecification"]["SSEEnabled"] is True
        assert properties["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
        assert properties["BillingMode"] == "PAY_PER_REQUEST"


def test_dev_goes_with_its_stack(clouds: Mapping[str, Cloud]) -> None:
    for each in keeping(clouds["dev"]):
        policies = (each.attributes.get("DeletionPolicy"), each.attributes.get("UpdateReplacePolicy"))
        assert policies == ("Delete", "Delete"), each.id
    assert [each.id for each in clouds["dev"].of(*KEEPING) if each.properties.get("DeletionProtectionEnabled")] == []


def test_prod_outlives_its_stack(clouds: Mapping[str, Cloud]) -> None:
    for each in keeping(clouds["prod"]):
        policies = (each.attributes.get("DeletionPolicy"), each.attributes.get("UpdateReplacePolicy"))
        assert policies == ("Retain", "Retain"), each.id
    assert all(each.properties["DeletionProtectionEnabled"] for each in clouds["prod"].of("AWS::DynamoDB::Table"))
    (pool,) = clouds["prod"].of("AWS::Cognito::UserPool")
    assert pool.properties["DeletionProtection"] == "ACTIVE"


def test_prod_encrypts_with_a_key_of_the_companys_own(clouds: Mapping[str, Cloud]) -> None:
    (key,) = clouds["prod"].of("AWS::KMS::Key")
    assert key.properties["EnableKeyRotation"] is True
    arn = f"{key.id}.Arn"
    for table in clouds["prod"].of("AWS::DynamoDB::Table"):
        assert table.properties["SSESpecification"]["KMSMasterKeyId"] == arn
    (secret,) = clouds["prod"].of("AWS::SecretsManager::Secret")
    assert secret.properties["KmsKeyId"] == arn
    assert list(clouds["dev"].of("AWS::KMS::Key")) == []


def test_the_key_is_of_use_only_through_the_services_that_keep(clouds: Mapping[str, Cloud]) -> None:
    (key,) = clouds["prod"].of("AWS::KMS::Key")
    for statement in statements(key.properties["KeyPolicy"]):
        if statement["Principal"] == {"AWS": "*"}:
            condition = statement["Condition"]["StringEquals"]
            assert condition["kms:CallerAccount"] == "123456789012"
            assert all(each.endswith(".eu-central-1.amazonaws.com") for each in condition["kms:ViaService"])


def test_buckets_are_closed_and_refuse_plain_http(cloud: Cloud) -> None:
    closed = {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    refused = set()
    for policy in cloud.of("AWS::S3::BucketPolicy"):
        for statement in statements(policy.properties["PolicyDocument"]):
            if statement["Effect"] == "Deny":
                assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
                refused.add(policy.properties["Bucket"])
    for name, bucket in cloud.named("AWS::S3::Bucket").items():
        assert bucket.properties["PublicAccessBlockConfiguration"] == closed
        assert bucket.properties["BucketEncryption"]
        assert name in refused


def test_uploads_are_told_to_the_bus_and_halves_of_them_are_dropped(cloud: Cloud) -> None:
    prefix = next(iter(cloud.templates)).rsplit("-", 1)[0]
    bucket = cloud.named("AWS::S3::Bucket")[f"{prefix}-attachments-123456789012-eu-central-1"].properties
    assert bucket["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 1}
    assert bucket["LoggingConfiguration"]["DestinationBucketName"].startswith(f"{prefix}-access-logs-")


def test_the_first_signing_key_is_generated_in_the_form_that_the_code_reads(cloud: Cloud) -> None:
    (secret,) = cloud.of("AWS::SecretsManager::Secret")
    generated = secret.properties["GenerateSecretString"]
    assert (generated["SecretStringTemplate"], generated["GenerateStringKey"]) == ('{"current":"1"}', "1")
    assert generated["PasswordLength"] >= 32


def test_nobody_signs_up_and_passwords_are_strong(cloud: Cloud) -> None:
    (pool,) = cloud.of("AWS::Cognito::UserPool")
    assert pool.properties["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool.properties["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    (client,) = cloud.of("AWS::Cognito::UserPoolClient")
    assert "ALLOW_USER_PASSWORD_AUTH" not in client.properties["ExplicitAuthFlows"]
    assert client.properties["PreventUserExistenceErrors"] == "ENABLED"
