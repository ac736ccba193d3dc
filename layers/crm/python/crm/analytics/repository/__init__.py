"""Analytics in DynamoDB: facts and rows of subjects, counters, and rebuildings."""

from crm.analytics.rebuild import Rebuild
from crm.analytics.repository.items import RebuildItem
from crm.core.repository import Repository

rebuilds = Repository("metric_rebuild", RebuildItem, Rebuild, project=lambda _: {})
