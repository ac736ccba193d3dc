"""What a metric is: declared once, in a version that never changes."""

from dataclasses import dataclass

from crm.analytics.vocabulary import Dimension, Shape, SubjectKind, Unit

_MILLISECONDS: dict[Unit, int] = {"seconds": 1000, "minutes": 60_000, "hours": 3_600_000}


@dataclass(frozen=True, slots=True)
class Definition:
    """A version of a metric. Its words stand in the locales under `metrics.<name>.v<version>`, in both languages.

    Whoever wants another formula adds a version and lets the one before stand: what was counted by it stays
    readable by it. `dimensions` are those beyond team and assignee, which every metric has.
    """

    name: str
    version: int
    subject: SubjectKind
    shape: Shape
    unit: Unit
    dimensions: tuple[Dimension, ...] = ()
    since: str = "0.1.0"
    """The version of the suite that counts by it first."""
    fed: bool = True
    """Whether it is still counted by: a version that another has replaced keeps what it has."""
    read_from: "tuple[Definition, ...]" = ()
    """Those whose counters it is read from where it needs none of its own: of a share, what is missing to the whole."""

    @property
    def reference(self) -> str:
        """`<name>@<version>`: what facts and counters are kept under."""
        return f"{self.name}@{self.version}"

    @property
    def sources(self) -> "tuple[Definition, ...]":
        """Whose counters and rows it is read from."""
        return self.read_from or (self,)

    def counts(self, source: "Definition", amount: int, weight: int) -> int:
        """Return what of an amount and a weight of a source is in the numerator."""
        return weight - amount if source in self.read_from and source.shape == "share" else amount

    @property
    def scale(self) -> int:
        """How much of what is counted makes one of the unit: lengths are counted in milliseconds."""
        return _MILLISECONDS.get(self.unit, 1)

    @property
    def text_key(self) -> str:
        """Where the words of this version stand in the locales."""
        return f"metrics.{self.name}.v{self.version}"

    @property
    def groupings(self) -> tuple[str, ...]:
        """By what it can be grouped."""
        return ("hour", "day", "week", "assignee", "team", *self.dimensions)
