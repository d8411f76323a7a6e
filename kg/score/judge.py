"""A gold document and its reading in, a verdict out: counts, what was missed, what is false, what each rule did.

A mark of the gold that has a text of its own needs a find of its own; a find is true if it meets any firm mark. What
meets only soft marks counts neither way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon
from kg.model import Span
from kg.score import gold
from kg.score.figures import Counts
from kg.score.folding import letters, phrase, share, surname, words
from kg.score.found import Found
from kg.score.gold import GoldDocument, Mark, Wanted, Weight
from kg.score.matching import HALF, overlap, same_feature, same_mark
from kg.score.reading import Reading
from kg.score.styles import Style, style_at

MISSED, FALSE, TRUE, UNJUDGED = "missed", "false", "true", "unjudged"
PLACED = frozenset((gold.FINDINGS, gold.RECOMMENDATIONS, gold.EVENTS, gold.QUOTATIONS, gold.MINUTES))
WORDED = PLACED | {gold.COMMENTS, gold.ROLES, gold.PROGRAMMES, gold.RELEASES}
QUOTED_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact that was missed, or one that is false: what it says, in which sentence, by which rule ('' if missed)."""

    outcome: str
    kind: str
    document: str
    said: str
    sentence: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one document. `fired` are (kind, rule, outcome), one a find of a kind that is judged.

    `features` are (kind, feature, right), one a feature of a fact that was met; `styles` the counts of comments by
    what tells their style.
    """

    document: str
    counts: dict[str, Counts] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    fired: list[tuple[str, str, str]] = field(default_factory=list)
    features: list[tuple[str, str, bool]] = field(default_factory=list)
    styles: dict[tuple[str, str], Counts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of fact of one document: what is wanted, where it stands, and what was found."""

    kind: str
    document: GoldDocument
    reading: Reading
    lexicon: Lexicon
    wanted: Sequence[Wanted]
    places: Sequence[tuple[Span, ...]]
    found: Sequence[Found]


@dataclass(frozen=True, slots=True)
class _Met:
    """The marks that were met, with the find that meets each, and the finds that are true, or count neither way."""

    pairs: dict[int, int]
    true: Collection[int]
    neither: Collection[int]


def judge(document: GoldDocument, reading: Reading, lexicon: Lexicon) -> Verdict:
    """Compare what was found in a document with what its gold wants."""
    verdict = Verdict(document.path.name)
    for kind in document.kinds:
        if kind == gold.SPEAKERS:
            _judge_speakers(verdict, document, reading)
        else:
            _judge_kind(verdict, _kind(kind, document, reading, lexicon))
    return verdict


def _kind(kind: str, document: GoldDocument, reading: Reading, lexicon: Lexicon) -> _Kind:
    wanted = [one for one in document.wanted if one.mark.kind == kind]
    found = [one for one in reading.found if one.mark.kind == kind]
    if kind == gold.COMMENTS:
        found = [one for one in found if one.mark.status in document.modes]
    places = [_places(one, reading) for one in wanted]
    return _Kind(kind, document, reading, lexicon, wanted, places, found)


def _places(wanted: Wanted, reading: Reading) -> tuple[Span, ...]:
    """Return the places that a mark may mean."""
    places = reading.letters.find(wanted.mark.words)
    number = wanted.occurrence
    return places if number is None else places[number : number + 1]


def _judge_kind(verdict: Verdict, kind: _Kind) -> None:
    met = _met(kind)
    firm = [index for index, one in enumerate(kind.wanted) if one.weight is Weight.FIRM]
    exact = {pair for pair in met.pairs.items() if kind.kind in WORDED and _is_exact(kind, *pair)}
    verdict.counts[kind.kind] = Counts(
        len(firm),
        len(met.pairs),
        len(kind.found) - len(met.neither),
        len(met.true),
        len(exact),
        len({f for _, f in exact}),
    )
    verdict.misses.extend(_missed(kind, [index for index in firm if index not in met.pairs]))
    verdict.misses.extend(_false(kind, met))
    verdict.fired.extend((kind.kind, one.rule, _outcome(met, index)) for index, one in enumerate(kind.found))
    verdict.features.extend(_features(kind, met))
    if kind.kind == gold.COMMENTS:
        _count_styles(verdict, kind, met)


def _outcome(met: _Met, index: int) -> str:
    return TRUE if index in met.true else UNJUDGED if index in met.neither else FALSE


# --- what meets what


def _met(kind: _Kind) -> _Met:
    meetings = sorted(_meetings(kind), key=lambda meeting: (-meeting[0], *meeting[1:]))
    firm = [meeting for meeting in meetings if kind.wanted[meeting[1]].weight is Weight.FIRM]
    true = {found for _, _, found, _ in firm}
    soft = {found for _, _, found, _ in meetings} - true
    open_ = {index for index in range(len(kind.found)) if index not in true and _goes_on(kind, kind.found[index].mark)}
    pairs = _each_its_own(firm) if kind.kind in PLACED else {wanted: found for _, wanted, found, _ in reversed(firm)}
    return _Met(pairs, true, soft | open_)


def _meetings(kind: _Kind) -> Iterator[tuple[float, int, int, int]]:
    """Yield (closeness, wanted, found, place) of all that may be the same."""
    for index, wanted in enumerate(kind.wanted):
        for number, found in enumerate(kind.found):
            if same_mark(wanted.mark, found.mark, kind.lexicon):
                for place, closeness in _closeness(kind, index, found):
                    yield closeness, index, number, place


def _closeness(kind: _Kind, index: int, found: Found) -> Iterator[tuple[int, float]]:
    """Yield the places of a find that are near enough, each with its closeness; where places decide nothing, one."""
    if kind.kind not in PLACED | {gold.MEASURES} or not kind.wanted[index].mark.words:
        yield 0, 1.0
    elif not kind.places[index]:
        alike = share(frozenset(words(kind.wanted[index].mark.words)), frozenset(words(found.mark.words)))
        if alike >= HALF:
            yield 0, alike
    else:
        for place, span in enumerate(found.places):
            near = overlap(kind.places[index], span, of_longer=kind.kind == gold.QUOTATIONS)
            if near >= HALF:
                yield place, near


def _each_its_own(meetings: Sequence[tuple[float, int, int, int]]) -> dict[int, int]:
    """Give each mark a place of its own, the closest first."""
    pairs, taken = dict[int, int](), set[tuple[int, int]]()
    for _, wanted, found, place in meetings:
        if wanted not in pairs and (found, place) not in taken:
            pairs[wanted] = found
            taken.add((found, place))
    return pairs


def _goes_on(kind: _Kind, mark: Mark) -> bool:
    """Return whether a comment may be more of what a known speaker says, in a gold that lists but beginnings."""
    if kind.kind != gold.COMMENTS or not kind.document.open_comments:
        return False
    return surname(mark.who) in {surname(one.mark.who) for one in kind.wanted} - {""}


def _is_exact(kind: _Kind, wanted: int, found: int) -> bool:
    """Return whether the text is the gold's, letter by letter; of a comment the gold has the first words only."""
    text, said = letters(kind.found[found].mark.words).stream, letters(kind.wanted[wanted].mark.words).stream
    return text.startswith(said) if kind.kind == gold.COMMENTS else text == said


def _judge_speakers(verdict: Verdict, document: GoldDocument, reading: Reading) -> None:
    """Count, of the comments whose words were found, those that were given to the right person."""
    found = [one.mark for one in reading.found if one.mark.kind == gold.COMMENTS and one.mark.status in document.modes]
    right = [
        any(surname(mark.who) == surname(one.mark.who) for mark in same_words)
        for one in document.wanted
        if one.mark.kind == gold.COMMENTS and one.weight is Weight.FIRM
        if (same_words := [mark for mark in found if phrase(one.mark.words) in phrase(mark.words)])
    ]
    verdict.counts[gold.SPEAKERS] = Counts(len(right), sum(right), len(right), sum(right))


# --- what is told of it


def _features(kind: _Kind, met: _Met) -> Iterator[tuple[str, str, bool]]:
    for wanted, found in sorted(met.pairs.items()):
        said = kind.found[found].mark.features
        for name, value in kind.wanted[wanted].mark.features.items():
            if name in said and (value or said[name]):
                yield kind.kind, name, same_feature(name, value, said[name])


def _count_styles(verdict: Verdict, kind: _Kind, met: _Met) -> None:
    """Count comments by style: recall by the style that the gold's words have, precision by that of the find."""
    for index, wanted in enumerate(kind.wanted):
        if wanted.weight is Weight.FIRM and kind.places[index]:
            style = _wanted_style(kind, index)
            _add(verdict, style, Counts(wanted=1, met=int(index in met.pairs)))
    for index, found in enumerate(kind.found):
        if index not in met.neither:
            style = style_at(kind.reading.text, found.places[0].start, found.mark.status)
            _add(verdict, style, Counts(found=1, true=int(index in met.true)))


def _wanted_style(kind: _Kind, index: int) -> Style:
    features = kind.wanted[index].mark.features
    mode = features.get("mode") or features.get("kind") or "direct"
    styles = [style_at(kind.reading.text, place.start, mode) for place in kind.places[index]]
    return next((style for style in styles if style.marks != "none"), styles[0])


def _add(verdict: Verdict, style: Style, counts: Counts) -> None:
    for key in (("mode", style.mode), ("marks", style.marks), ("paragraphs", style.paragraphs)):
        verdict.styles[key] = verdict.styles.get(key, Counts()) + counts


def _missed(kind: _Kind, indexes: Sequence[int]) -> Iterator[Miss]:
    for index in indexes:
        mark, places = kind.wanted[index].mark, kind.places[index]
        reading = kind.reading
        sentence = reading.sentence(places[0]) if places else reading.likeliest_sentence(said(mark, kind.lexicon))
        yield Miss(MISSED, kind.kind, kind.document.path.name, said(mark, kind.lexicon), sentence)


def _false(kind: _Kind, met: _Met) -> Iterator[Miss]:
    for index, found in enumerate(kind.found):
        if _outcome(met, index) == FALSE:
            sentence = kind.reading.sentence(found.places[0])
            told = said(found.mark, kind.lexicon)
            yield Miss(FALSE, kind.kind, kind.document.path.name, told, sentence, found.rule)


def said(mark: Mark, lexicon: Lexicon) -> str:
    """Return what a mark says, on one line."""
    concept = lexicon.concepts.get(mark.value)
    value = concept.label if concept else mark.value
    parts = (mark.who, mark.authority, mark.subject, mark.area, value, mark.status, mark.words)
    line = " · ".join(" ".join(part.split()) for part in parts if part)
    return line if len(line) <= QUOTED_LENGTH else line[: QUOTED_LENGTH - 2] + " …"
