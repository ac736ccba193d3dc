"""Mail that customers send: read whatever its form, told apart from automatic mail, its new words found."""
