"""From the table to the bus."""

from tests.integration.knowledge.conftest import Library


def test_what_happened_is_told_in_order_and_an_index_is_no_news(library: Library) -> None:
    article_id = library.published()
    told = [(each["source"], each["aggregate_id"], each["type"]) for each in library.twin.pump.events]
    assert [each for each in told if each[0] == "crm.knowledge"] == [
        ("crm.knowledge", article_id, type_)
        for type_ in ("ArticleCreated", "ArticleSubmitted", "ArticleFiled", "ArticlePublished")
    ]
