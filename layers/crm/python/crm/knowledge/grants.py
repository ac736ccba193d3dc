"""What the functions of knowledge, and those that recommend and cite it, may touch."""

from crm.core.grants import index, table

READ = table("knowledge", "get")
CREATE = table("knowledge", "put")
WRITE = table("knowledge", "get", "put")
LIST = index("knowledge", "by_status")
SUGGEST = table("knowledge", "batch_get")
"""Reading the index of what is in use, and what it finds."""
