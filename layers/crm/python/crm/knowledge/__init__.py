"""Knowledge: articles, how they are found for a case, cited, judged and kept up to date."""
