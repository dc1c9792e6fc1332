"""What a contract is made of: fields with a kind, limits and a sentence for people."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds; the value is what people read, ``landed`` how DuckDB stores it."""

    ID = "identifier"
    TEXT = "short text"
    FREE_TEXT = "free text"  # written or spoken by people: masked before it is landed
    CUSTOMER = "customer identifier"  # landed as a keyed hash, never as it came
    INTEGER = "whole number"
    NUMBER = "number"
    MONEY = "amount of money"
    YES_NO = "yes or no"
    TIME = "date and time"  # landed in the operator's time zone, without offset
    DATE = "date"
    CHOICE = "one of a list"
    PATH = "path of a file"

    @property
    def landed(self) -> str:
        """The DuckDB type of a landed column of this kind."""
        return _LANDED.get(self, "VARCHAR")


_LANDED = {
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.MONEY: "DECIMAL(18,2)",
    Kind.YES_NO: "BOOLEAN",
    Kind.TIME: "TIMESTAMP",
    Kind.DATE: "DATE",
}


@dataclass(frozen=True)
class Field:
    """One column of a contract. ``low``/``high`` are inclusive; ``unit`` is what a number counts."""

    name: str
    kind: Kind
    doc: str
    required: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    refers: str = ""  # the contract whose key this points to; an unknown one is kept and marked
    words: tuple[str, ...] = ()  # names under which other systems export it; `inspect` looks for them
    is_ours: bool = False  # a free text that the operator wrote: it tells nothing of what customers feel

    @property
    def landed_name(self) -> str:
        """A customer identifier lands under another name, so that nobody takes it for the original."""
        return "customer_key" if self.kind is Kind.CUSTOMER else self.name


@dataclass(frozen=True)
class Contract:
    """A record type: its fields, the key that makes a row the same row, and the day it belongs to."""

    name: str
    doc: str
    grain: str
    key: tuple[str, ...]
    day: str | None
    fields: tuple[Field, ...] = field(repr=False)

    def __getitem__(self, name: str) -> Field:
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(f"{self.name} has no field '{name}'")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.fields)

    @property
    def landed(self) -> dict[str, str]:
        """Landed column name -> DuckDB type, in order (lineage columns are added by the landing)."""
        return {item.landed_name: item.kind.landed for item in self.fields}


def where_fields() -> tuple[Field, ...]:
    """Where and about what a contact was. Records that belong to a contact may leave these out:
    the contact's own values are taken, and these serve when the contact is not known."""
    return (
        Field("channel_id", Kind.ID, "Channel.", refers="channels",
              words=("channel", "канал", "арна", "queue", "source_channel")),
        Field("unit_id", Kind.ID, "Service unit: contact centre or office.", refers="units",
              words=("unit", "department", "office", "подразделение", "офис", "бөлім", "center", "location", "call center")),
        Field("agent_id", Kind.ID, "Agent who served.", refers="agents",
              words=("agent", "operator", "employee", "оператор", "сотрудник", "агент", "қызметкер", "agent name")),
        Field("process_id", Kind.ID, "Process: connect, repair, bill question and so on.",
              refers="processes", words=("process", "topic", "процесс", "тема", "услуга", "call reason", "category")),
        Field("product_id", Kind.ID, "Product or service.", refers="products",
              words=("product", "service", "продукт", "тариф", "өнім")),
        Field("segment", Kind.CHOICE, "Customer segment.", choices=("individual", "business", "government"),
              words=("segment", "customer type", "сегмент", "тип клиента")),
    )  # fmt: skip


def customer_field() -> Field:
    """The customer, however the source knows them; lands as ``customer_key``."""
    return Field(
        "customer_id", Kind.CUSTOMER, "Phone number, account or other identifier of the customer.",
        words=("customer", "phone", "msisdn", "account", "client", "телефон", "номер", "клиент",
               "абонент", "лицевой счет", "caller id", "cli"),
    )  # fmt: skip
