"""A domain's table."""

from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.constructs.place import Place, keep_or_destroy
from infra.tables import TTL_ATTRIBUTE, TableIndex, TableSpec

_FORGETS = dynamodb.CfnTable.TimeToLiveSpecificationProperty(attribute_name=TTL_ATTRIBUTE, enabled=True)
_RESTORABLE = dynamodb.CfnTable.PointInTimeRecoverySpecificationProperty(point_in_time_recovery_enabled=True)


class DomainTable(Construct):
    """A table that is paid by request, encrypted, restorable to any second of 35 days, and streams its changes."""

    def __init__(self, scope: Construct, spec: TableSpec, place: Place) -> None:
        super().__init__(scope, "Table")
        self.table = dynamodb.CfnTable(
            self,
            "Table",
            table_name=place.site.table(spec.domain),
            billing_mode="PAY_PER_REQUEST",
            key_schema=_keys("pk", "sk"),
            attribute_definitions=_attributes(spec),
            global_secondary_indexes=[_index(each) for each in spec.indexes] or None,
            stream_specification=dynamodb.CfnTable.StreamSpecificationProperty(stream_view_type="NEW_AND_OLD_IMAGES"),
            time_to_live_specification=_FORGETS,
            point_in_time_recovery_specification=_RESTORABLE,
            sse_specification=dynamodb.CfnTable.SSESpecificationProperty(
                sse_enabled=True, sse_type="KMS", kms_master_key_id=place.shared.key_arn
            ),
            deletion_protection_enabled=place.stage.keep_data,
        )
        keep_or_destroy(self.table, place.stage)


def _attributes(spec: TableSpec) -> list[dynamodb.CfnTable.AttributeDefinitionProperty]:
    return [
        dynamodb.CfnTable.AttributeDefinitionProperty(attribute_name=name, attribute_type=kind)
        for name, kind in sorted(spec.attribute_types.items())
    ]


def _keys(hash_key: str, range_key: str) -> list[dynamodb.CfnTable.KeySchemaProperty]:
    return [
        dynamodb.CfnTable.KeySchemaProperty(attribute_name=hash_key, key_type="HASH"),
        dynamodb.CfnTable.KeySchemaProperty(attribute_name=range_key, key_type="RANGE"),
    ]


def _index(index: TableIndex) -> dynamodb.CfnTable.GlobalSecondaryIndexProperty:
    projection = dynamodb.CfnTable.ProjectionProperty(
        projection_type=index.projection, non_key_attributes=list(index.include) or None
    )
    return dynamodb.CfnTable.GlobalSecondaryIndexProperty(
        index_name=index.name, key_schema=_keys(index.hash_key, index.range_key), projection=projection
    )
