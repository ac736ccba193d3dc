"""Say how good the ranking is: `python -m tests.knowledge_set`."""

import sys

from crm.core.i18n import LOCALES
from tests.knowledge_set import measure

lines = [f"{len(measure.articles())} articles, {len(measure.queries())} queries"]
for at in (1, 3, 5):
    by_language = "  ".join(f"{each} {measure.hit_rate(at, each):.1%}" for each in LOCALES)
    lines.append(f"hit rate at {at}: {measure.hit_rate(at):.1%}  ({by_language})")
lines += [
    f"missed: {miss.text} → {', '.join(miss.expected)}; first were {', '.join(miss.found) or 'none'}"
    for miss in measure.missed(3)
]
sys.stdout.write("\n".join(lines) + "\n")
