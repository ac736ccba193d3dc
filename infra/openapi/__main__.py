"""Write the generated files."""

from infra.openapi import EVENT_SCHEMAS, files

generated = files()
for path in EVENT_SCHEMAS.glob("*.json"):
    if path not in generated:
        path.unlink()
for path, text in generated.items():
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
