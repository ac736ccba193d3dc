"""A labelled set for the ranking: articles, and what customers write, each with the article that helps (R-046)."""
