"""What the desk knows: articles, their life, which of them helps with a case, and how well they do."""
