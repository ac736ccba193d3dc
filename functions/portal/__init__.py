"""What customers see: their cases as pages for a phone and as an API for apps."""
