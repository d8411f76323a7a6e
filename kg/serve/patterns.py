"""A SPARQL query that the store can read in; its groups, triple patterns and filters out, and text again.

SPARQL 1.1 Query Language, W3C 2013, section 19. Only what stands in groups is taken apart; expressions stay words.
Blank nodes of a pattern are variables that nobody names, so they become variables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.errors import QueryError

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:[\w.-]*\w)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
        (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,|/^*+?!=<>-])""",
    re.VERBOSE | re.DOTALL,
)
_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_TAIL = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_BRACKETS = {"(": ")", "{": "}", "[": "]"}

Words = tuple[str, ...]


class Uncovered(QueryError):
    """A query that can't be taken apart: what in it is not covered."""


# --- paths


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate: an IRI, a prefixed name, `a` or a variable."""

    term: str


@dataclass(frozen=True, slots=True)
class Inverse:
    """`^path`."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """`path/path`."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """`path|path`."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """`path*`, `path+` or `path?`."""

    path: Path
    sign: str


@dataclass(frozen=True, slots=True)
class Negated:
    """`!path`, as words."""

    words: Words


Path = Step | Inverse | Sequence | Alternative | Repeated | Negated


def path_text(path: Path) -> str:
    """Write a path.

    >>> path_text(Sequence((Step("sc:evidence"), Inverse(Step("sc:piece")))))
    'sc:evidence/^sc:piece'
    """
    match path:
        case Step():
            return path.term
        case Inverse():
            return f"^{_inner(path.path)}"
        case Sequence():
            return "/".join(map(_inner, path.paths))
        case Alternative():
            return "|".join(map(_inner, path.paths))
        case Repeated():
            return _inner(path.path) + path.sign
        case Negated():
            return "".join(path.words)


def _inner(path: Path) -> str:
    return (
        path_text(path)
        if isinstance(path, Step)
        else f"({path_text(path)})"
        if not isinstance(path, Inverse)
        else path_text(path)
    )


# --- groups


@dataclass(frozen=True, slots=True)
class Triple:
    """A triple pattern."""

    subject: str
    path: Path
    object: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: the words behind FILTER."""

    words: Words


@dataclass(frozen=True, slots=True)
class Bind:
    """`BIND(expression AS variable)`."""

    words: Words
    variable: str


@dataclass(frozen=True, slots=True)
class Values:
    """Rows of values: the words behind VALUES."""

    words: Words


@dataclass(frozen=True, slots=True)
class Optional:
    """A group that may match."""

    group: Group


@dataclass(frozen=True, slots=True)
class Minus:
    """A group that must not match."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """Groups of which one must match; one alone is a group in braces."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """A group that must match in a named graph."""

    name: str
    group: Group


@dataclass(frozen=True, slots=True)
class Sub:
    """A SELECT inside a group."""

    select: Select


Element = Triple | Filter | Bind | Values | Optional | Minus | Union | Graph | Sub


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces."""

    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What SELECT names: a variable, with the words of its expression if it has one."""

    variable: str
    words: Words = ()

    @property
    def is_aggregate(self) -> bool:
        """Whether its value is made of several rows."""
        return any(word.upper() in _AGGREGATES for word in self.words)


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT: what it names (nothing: all), its group, and what comes behind it, by keyword."""

    items: tuple[Item, ...]
    group: Group
    group_by: tuple[Item, ...] = ()
    having: Words = ()
    order: Words = ()
    slice: Words = ()
    values: Words = ()
    distinct: str = ""
    prologue: str = ""

    @property
    def is_aggregated(self) -> bool:
        """Whether its rows are made of several rows."""
        return bool(self.group_by) or any(item.is_aggregate for item in self.items)


# --- reading


def parse(sparql: str) -> Select:
    """Take a SELECT query apart.

    Raises:
        Uncovered: it is no SELECT, or holds something that is not taken apart.
    """
    reader = _Reader(list(_tokens(sparql)))
    prologue = reader.prologue()
    if not reader.at("SELECT"):
        raise Uncovered("only the rows of SELECT queries can be explained.")
    select = reader.select()
    if reader.here:
        raise Uncovered(f"“{reader.here}” is not understood there.")
    return replace(select, prologue=prologue)


def _tokens(sparql: str) -> Iterator[str]:
    place = 0
    while place < len(sparql):
        match = _TOKEN.match(sparql, place)
        if not match:
            raise Uncovered(f"“{sparql[place : place + 20]}” is not understood.")
        place = match.end()
        if match.lastgroup == "variable":
            yield "?" + match[0][1:]
        elif match.lastgroup == "blank":
            yield "?_blank_" + re.sub(r"\W", "_", match[0][2:])
        elif match.lastgroup != "skip":
            yield match[0]


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._blanks = 0

    @property
    def here(self) -> str:
        """The next token, '' at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def at(self, *words: str) -> bool:
        """Say whether the next token is one of these words or signs."""
        return self.here.upper() in words

    def take(self, *words: str) -> str:
        """Return the next token, which must be one of these, if any are given."""
        token = self.here
        if not token or (words and token.upper() not in words):
            raise Uncovered(f"“{token or 'the end'}” is not understood there.")
        self._place += 1
        return token

    def try_take(self, *words: str) -> bool:
        """Pass over the next token if it is one of these."""
        found = self.at(*words)
        self._place += found
        return found

    def balanced(self) -> Words:
        """Return what stands between brackets, with them."""
        start, open_ = self._place, [_BRACKETS.get(self.take(), "")]
        while open_:
            token = self.take()
            if token in _BRACKETS:
                open_.append(_BRACKETS[token])
            elif token in ")}]" and open_.pop() != token:
                raise Uncovered("the brackets do not match.")
        return tuple(self._tokens[start : self._place])

    def prologue(self) -> str:
        """Return PREFIX and BASE lines."""
        lines: list[str] = []
        while self.at("PREFIX", "BASE"):
            count = 3 if self.at("PREFIX") else 2
            lines.append(" ".join(self.take() for _ in range(count)))
        return "\n".join(lines)

    def select(self) -> Select:
        """Read a SELECT."""
        self.take("SELECT")
        distinct = self.take() if self.at("DISTINCT", "REDUCED") else ""
        items = self._items()
        if self.at("FROM"):
            raise Uncovered("FROM chooses other graphs than all; that is not covered.")
        self.try_take("WHERE")
        group = self.group()
        tail = self._tail()
        return Select(items, group, distinct=distinct, **tail)  # type: ignore[arg-type]

    def _items(self) -> tuple[Item, ...]:
        items: list[Item] = []
        while not self.at("WHERE", "{", "FROM"):
            if self.try_take("*"):
                continue
            items.append(self._item())
        return tuple(items)

    def _item(self) -> Item:
        if self.here.startswith("?"):
            return Item(self.take())
        words = self.balanced()
        if len(words) > 3 and words[-3].upper() == "AS":  # noqa: PLR2004  # ( expression AS ?name )
            return Item(words[-2], words[1:-3])
        return Item("", words)

    def _tail(self) -> dict[str, object]:
        tail: dict[str, object] = {}
        while self.at(*_TAIL):
            word = self.take().upper()
            if word in ("GROUP", "ORDER"):
                self.take("BY")
            if word == "GROUP":
                tail["group_by"] = self._keys()
            elif word in ("LIMIT", "OFFSET"):
                tail["slice"] = (*tail.get("slice", ()), word, self.take())  # type: ignore[misc]
            elif word == "VALUES":
                tail["values"] = self.values()
            else:
                tail[word.lower()] = self._until_tail()
        return tail

    def _keys(self) -> tuple[Item, ...]:
        keys: list[Item] = []
        while self.here and not self.at("}", *_TAIL):
            if self.here.startswith("?") or self.here == "(":
                keys.append(self._item())
            else:
                keys.append(Item("", (self.take(), *self.balanced())))
        return tuple(keys)

    def _until_tail(self) -> Words:
        words: list[str] = []
        while self.here and not self.at("}", *_TAIL):
            words += self.balanced() if self.here in _BRACKETS else (self.take(),)
        return tuple(words)

    def group(self) -> Group:
        """Read a group."""
        self.take("{")
        if self.at("SELECT"):
            select = self.select()
            self.take("}")
            return Group((Sub(select),))
        elements: list[Element] = []
        while not self.try_take("}"):
            if self.try_take("."):
                continue
            elements += self._element()
        return Group(tuple(elements))

    def _element(self) -> Iterable[Element]:
        keyword = self.here.upper()
        if keyword == "SERVICE":
            raise Uncovered("SERVICE asks another server; that is not covered.")
        if keyword == "{":
            return [self._union()]
        if keyword not in _KEYWORDS:
            return self._triples()
        self.take()
        return [_KEYWORDS[keyword](self)]

    def bind(self) -> Bind:
        """Read what stands behind BIND."""
        words = self.balanced()
        return Bind(words[1:-3], words[-2])

    def constraint(self) -> Words:
        """Read what stands behind FILTER."""
        words: list[str] = []
        while self.at("NOT", "EXISTS"):
            words.append(self.take())
        if self.here in _BRACKETS:
            return (*words, *self.balanced())
        return (*words, self.take(), *self.balanced())

    def values(self) -> Words:
        """Read what stands behind VALUES."""
        head = self.balanced() if self.here == "(" else (self.take(),)
        return (*head, *self.balanced())

    def _union(self) -> Union:
        groups = [self.group()]
        while self.try_take("UNION"):
            groups.append(self.group())
        return Union(tuple(groups))

    # --- triples

    def _triples(self) -> list[Element]:
        found: list[Element] = []
        bracketed = self.here == "["
        subject = self._node(found)
        if not (bracketed and self.at(".", "}")):
            self._properties(subject, found)
        return found

    def _properties(self, subject: str, found: list[Element]) -> None:
        while True:
            path = self._alternative()
            while True:
                found.append(Triple(subject, path, self._node(found)))
                if not self.try_take(","):
                    break
            if not self.try_take(";"):
                return
            while self.try_take(";"):
                pass
            if self.at(".", "}", "]", ""):
                return

    def _node(self, found: list[Element]) -> str:
        if self.at("("):
            raise Uncovered("a list in round brackets is not covered.")
        if self.try_take("["):
            self._blanks += 1
            blank = f"?_bracket_{self._blanks}"
            if not self.try_take("]"):
                self._properties(blank, found)
                self.take("]")
            return blank
        return self._term()

    def _term(self) -> str:
        sign = self.take() if self.at("+", "-") else ""
        term = sign + self.take()
        if term[:1] in "\"'":
            if self.here.startswith("@"):
                return term + self.take()
            if self.try_take("^^"):
                return f"{term}^^{self.take()}"
        return term

    def _alternative(self) -> Path:
        paths = [self._sequence()]
        while self.try_take("|"):
            paths.append(self._sequence())
        return paths[0] if len(paths) == 1 else Alternative(tuple(paths))

    def _sequence(self) -> Path:
        paths = [self._repeated()]
        while self.try_take("/"):
            paths.append(self._repeated())
        return paths[0] if len(paths) == 1 else Sequence(tuple(paths))

    def _repeated(self) -> Path:
        if self.try_take("^"):
            return Inverse(self._repeated())
        path = self._primary()
        return Repeated(path, self.take()) if self.at("*", "+", "?") else path

    def _primary(self) -> Path:
        if self.try_take("("):
            path = self._alternative()
            self.take(")")
            return path
        if self.at("!"):
            sign = self.take()
            words = (
                self.balanced()
                if self.here == "("
                else (self.take(),)
                if self.here != "^"
                else (self.take(), self.take())
            )
            return Negated((sign, *words))
        return Step(self.take())


_KEYWORDS: Mapping[str, Callable[[_Reader], Element]] = {
    "FILTER": lambda reader: Filter(reader.constraint()),
    "BIND": _Reader.bind,
    "VALUES": lambda reader: Values(reader.values()),
    "OPTIONAL": lambda reader: Optional(reader.group()),
    "MINUS": lambda reader: Minus(reader.group()),
    "GRAPH": lambda reader: Graph(reader.take(), reader.group()),
}


# --- writing


Names = Mapping[str, str]


def renamed(words: Iterable[str], names: Names) -> str:
    """Write words with their variables renamed."""
    written: list[str] = []
    for word in words:
        # The store's parser takes no space before the bracket of some functions, nor before a comma.
        close = not written or word in (",", ")") or written[-1] == "(" or (word == "(" and written[-1][-1:].isalnum())
        written += [names.get(word, word)] if close else [" ", names.get(word, word)]
    return "".join(written)


def group_text(group: Group, names: Names) -> str:
    """Write a group, without its braces."""
    return "\n".join(element_text(element, names) for element in group.elements)


def element_text(element: Element, names: Names) -> str:
    """Write an element of a group."""
    match element:
        case Triple():
            ends = (element.subject, path_text(element.path), element.object)
            text = f"{' '.join(names.get(end, end) for end in ends)} ."
        case Filter():
            text = f"FILTER {renamed(element.words, names)}"
        case Bind():
            text = f"BIND({renamed(element.words, names)} AS {names.get(element.variable, element.variable)})"
        case Values():
            text = f"VALUES {renamed(element.words, names)}"
        case Optional():
            text = f"OPTIONAL {{ {group_text(element.group, names)} }}"
        case Minus():
            text = f"MINUS {{ {group_text(element.group, names)} }}"
        case Union():
            text = " UNION ".join(f"{{ {group_text(group, names)} }}" for group in element.groups)
        case Graph():
            text = f"GRAPH {names.get(element.name, element.name)} {{ {group_text(element.group, names)} }}"
        case Sub():
            text = f"{{ {select_text(element.select, names)} }}"
    return text


def select_text(select: Select, names: Names, *, whole: bool = True) -> str:
    """Write a SELECT without its prologue; unless `whole`, without what orders and cuts its rows."""
    items = " ".join(item_text(item, names) for item in select.items) or "*"
    parts = [f"SELECT {select.distinct} {items} WHERE {{ {group_text(select.group, names)} }}"]
    if select.group_by:
        parts.append("GROUP BY " + " ".join(item_text(item, names) for item in select.group_by))
    if select.having:
        parts.append(f"HAVING {renamed(select.having, names)}")
    if whole and select.order:
        parts.append(f"ORDER BY {renamed(select.order, names)}")
    if whole and select.slice:
        parts.append(" ".join(select.slice))
    if select.values:
        parts.append(f"VALUES {renamed(select.values, names)}")
    return "\n".join(parts)


def item_text(item: Item, names: Names) -> str:
    """Write what SELECT or GROUP BY names."""
    if not item.words:
        return names.get(item.variable, item.variable)
    if not item.variable:
        return renamed(item.words, names)
    return f"({renamed(item.words, names)} AS {names.get(item.variable, item.variable)})"


# --- variables


def variables(element: Element) -> frozenset[str]:
    """Return every variable that an element names, in whatever depth."""
    return frozenset(re.findall(r"\?\w+", _without_strings(element_text(element, {}))))


def _without_strings(text: str) -> str:
    return " ".join(token for token in _tokens(text) if token.startswith("?"))


def sure(group: Group) -> frozenset[str]:
    """Return the variables that every match of a group binds by its own triple patterns."""
    found: set[str] = set()
    for element in group.elements:
        if isinstance(element, Triple):
            ends = {element.subject, path_text(element.path), element.object}
            found |= {term for term in ends if term.startswith("?")}
    return frozenset(found)
