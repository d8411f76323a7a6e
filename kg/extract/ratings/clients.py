"""Services told apart by their clients: which of them is served, and what is left out when a second one follows.

"Its services for children were assessed as serving most people well and its services for adults as serving some."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg import english
from kg.extract.ratings.coordination import Phrase, clean
from kg.extract.ratings.sentence import AUXILIARIES, CUES, QUOTES, Sentence, words
from kg.extract.ratings.signals import Kind, Signal, areas_of
from kg.extract.ratings.statements import Statement
from kg.lexicon import VALUE_WORDS
from kg.model import Hit, Token

FARTHEST_NAME, FARTHEST_WORD = 6, 8
LONGEST_ORDINAL, PAIR = 3, 2  # "for the first", of two
SHORTEST_THOSE = 4  # "; those of X are"
_TIES = words("by for in across to")
_BETWEEN = words("that as to be both also only still now already again just in at of likewise too similarly")
_QUANTIFIERS = words("no some most all")
_FRONTS, _CLAUSES = words("for on in"), words("; , : but while whereas and")
_SAYING = words("it they the that")
_CLOSERS = words("and but as while with")
_OWNERS = words("'s '")


def client_names(sentence: Sentence) -> list[Phrase]:
    """Return the clients, and the services for them, that a sentence names, in order."""
    runs = [(first, last) for first, last in _runs(sentence) if not _are_all(sentence, first, last)]
    places = [(_head(sentence, first), _tail(sentence, last)) for first, last in runs]
    return [Phrase(clean(sentence.text[start:end]), start, end) for start, end in places]


def _are_all(sentence: Sentence, first: Hit, last: Hit) -> bool:
    """Return whether clients are all there are: adults and children together mean the authority as a whole."""
    concepts = {hit.concept for hit in sentence.block.within("client-groups", first.start, last.end)}
    related = sentence.page.lexicon.concept(CUES, "everyone").related
    return bool(related) and set(related) <= concepts


def service_names(sentence: Sentence) -> list[Phrase]:
    """Return the services that a sentence names by their clients or their type, in order."""
    return [name for name in client_names(sentence) if _is_service(sentence, name.start, name.end)]


def _is_service(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a stretch holds a noun for services, or stands behind "those for"."""
    before = [token.key for token in sentence.before(start)[:2]]
    return sentence.has(start, end, "service-noun") or before in (["for", "those"], ["to", "those"])


def _runs(sentence: Sentence) -> Iterator[tuple[Hit, Hit]]:
    """Yield the first and last hit of each run of clients or types that "and" joins."""
    hits = sorted(
        (h for s in ("client-groups", "service-types") for h in sentence.hits(s)), key=lambda h: (h.start, -h.end)
    )
    run: list[Hit] = []
    for hit in hits:
        if run and hit.start < run[-1].end:
            continue
        between = [t.key for t in sentence.between(run[-1].end, hit.start) if t.key not in _OWNERS] if run else []
        if run and between != ["and"] and between:
            yield run[0], run[-1]
            run = []
        run.append(hit)
    if run:
        yield run[0], run[-1]


def _head(sentence: Sentence, hit: Hit) -> int:
    """Return where "services for" begins before clients; their own beginning without it."""
    before = sentence.before(hit.start)[:2]
    nouns = {h.start for h in sentence.cues("service-noun")}
    if len(before) > 1 and before[0].key in ("for", "to") and (before[1].start in nouns or before[1].key == "those"):
        return hit.start if before[1].key == "those" else before[1].start
    return hit.start


def _tail(sentence: Sentence, hit: Hit) -> int:
    """Return where "'s services" ends behind clients."""
    end = hit.end
    nouns = {h.start: h.end for h in sentence.cues("service-noun")}
    for token in sentence.after(hit.end)[:2]:
        if token.key in _OWNERS:
            end = token.end
        elif token.start in nouns:
            return nouns[token.start]
        else:
            break
    return end


# --- which service a value is said of


def served(sentence: Sentence, signal: Signal, before: Sequence[Statement]) -> tuple[str, ...]:
    """Return the service that stands with a value: as its subject, or behind it; () if none does."""
    ordinal = _ordinal(sentence, signal, before)
    if ordinal:
        return (ordinal,)
    behind = [
        name
        for name in client_names(sentence)
        if name.start >= signal.end and _is_tied(sentence, signal.end, name.start)
    ]
    ahead = [
        name for name in service_names(sentence) if name.end <= signal.start and _is_subject(sentence, name.end, signal)
    ]
    chosen = behind[:1] or ahead[-1:] or _fronted(sentence, signal) or _pronoun(sentence, signal)
    return tuple(name.words for name in chosen)


def _fronted(sentence: Sentence, signal: Signal) -> list[Phrase]:
    """Return the service that opens the clause of a value: "for children's services it said 'some'"."""
    for name in service_names(sentence):
        before = sentence.before(name.start)[:2]
        opens = bool(before) and before[0].key in _FRONTS and (len(before) == 1 or before[1].key in _CLAUSES)
        if opens and name.end <= signal.start and _is_said(sentence, sentence.between(name.end, signal.start)):
            return [name]
    return []


def _is_said(sentence: Sentence, between: Sequence[Token]) -> bool:
    """Return whether words only say who says it: "it said", "the commission found"."""
    sayers = [*sentence.hits("bodies"), *sentence.hits("speech-verbs"), *sentence.cues("inspector", "award-verb")]
    return bool(between) and all(
        t.key in QUOTES or t.key in _SAYING or any(hit.start <= t.start < hit.end for hit in sayers) for t in between
    )


def _pronoun(sentence: Sentence, signal: Signal) -> list[Phrase]:
    """Return the service named before a colon behind which "they" has the value: "It is X that fall behind: they …"."""
    before = [t for t in sentence.before(signal.start) if not (sentence.is_verb(t) or t.key.endswith("ly"))][:2]
    if len(before) < PAIR or before[0].key != "they" or before[1].key not in (":", ";"):
        return []
    return [name for name in service_names(sentence) if name.end <= before[1].start][-1:]


def _is_tied(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a preposition and what marks a name as known alone stand between: "by its", "in the council's"."""
    between = [token for token in sentence.between(start, end) if token.key not in QUOTES]
    between = between[1:] if between and between[0].stem in AUXILIARIES else between
    if not between or between[0].key not in _TIES or len(between) > FARTHEST_NAME:
        return False
    mentions = sentence.mentions
    return all(
        t.key in english.DETERMINERS
        or t.key in (*_OWNERS, "those", "for")
        or sentence.has(t.start, t.end, "anaphor")
        or any(m.start <= t.start < m.end for m in mentions)
        for t in between[1:]
    )


def _is_subject(sentence: Sentence, start: int, signal: Signal) -> bool:
    """Return whether verbs and adverbs alone, or the authority's name, stand between a name and a value."""
    between = [token for token in sentence.between(start, signal.start) if token.key not in QUOTES]
    mentions = sentence.mentions
    return all(
        sentence.is_verb(t)
        or t.stem in AUXILIARIES
        or t.key in _BETWEEN
        or t.key.endswith("ly")
        or any(m.start <= t.start < m.end for m in mentions)
        for t in between
    )


def _ordinal(sentence: Sentence, signal: Signal, before: Sequence[Statement]) -> str:
    """Return the service of the sentence before that "for the first", "for the latter" stands for."""
    behind = [token.key for token in sentence.after(signal.end) if token.key not in QUOTES][:LONGEST_ORDINAL]
    services = list(dict.fromkeys(statement.subject.words for statement in before if statement.subject.words))
    if len(behind) < LONGEST_ORDINAL or behind[0] not in _TIES or behind[1] != "the" or len(services) != PAIR:
        return ""
    place = english.PLACES_IN_PAIR.get(behind[2])
    return services[place] if place is not None else ""


# --- values that leave words out


def left_out(sentence: Sentence, found: Sequence[Signal]) -> Iterator[Signal]:
    """Yield values that a second clause words shorter: "as serving some", "and most are by …", "and uncertain in …"."""
    yield from _quantities(sentence, found)
    yield from _further_outlooks(sentence, found)


def denied(sentence: Sentence, before: Sequence[Statement]) -> Iterator[Signal]:
    """Yield "not" where it alone denies what the sentence before said of how people are served: "… that are not"."""
    said = [signal for statement in before for signal in statement.signals if signal.kind == Kind.PHRASE]
    schemes = sorted({value.scheme for signal in said for value in signal.values})
    for verb, token in pairwise(sentence.tokens):
        behind = sentence.after(token.end)[:1]
        closed = not behind or not behind[0].is_word or behind[0].key in _CLOSERS
        if schemes and token.key == "not" and verb.stem == "be" and closed:
            values = tuple(v for s in schemes for v in sentence.page.lexicon.schemes[s] if v.notation == "no")
            yield Signal(Kind.PHRASE, values, token.start, token.end)


def _quantities(sentence: Sentence, found: Sequence[Signal]) -> Iterator[Signal]:
    phrases = [signal for signal in found if signal.kind == Kind.PHRASE]
    values = {v.scheme for v in phrases[0].values} if phrases else set()
    stems = {t.stem for t in sentence.between(phrases[0].start, phrases[0].end)} if phrases else set()
    for place, token in enumerate(sentence.tokens):
        if token.key not in _QUANTIFIERS or not values or token.start < phrases[0].end:
            continue
        if any(signal.start <= token.start < signal.end for signal in found):
            continue
        start = _short_start(sentence.tokens, place, stems)
        concepts = (
            tuple(
                c
                for s in sorted(values)
                for c in sentence.page.lexicon.schemes[s]
                if token.key in _quantities_of(c.labels)
            )
            if start is not None
            else ()
        )
        if start is not None and concepts:
            yield Signal(Kind.PHRASE, concepts, start, token.end)


def _quantities_of(labels: Sequence[str]) -> set[str]:
    """Return the quantity with which a value's labels begin: the first of each."""
    firsts = (next((w for w in label.lower().split() if w in _QUANTIFIERS), "") for label in labels)
    return {first for first in firsts if first}


def _short_start(tokens: Sequence[Token], place: int, stems: set[str]) -> int | None:
    """Return where a shortened phrase begins: at "serving" before "some", or at "most" before "are by"."""
    behind = [t for t in tokens[place + 1 : place + 3]]
    closed = not behind or not behind[0].is_word or behind[0].key in _CLOSERS
    ahead = [t for t in tokens[max(0, place - 2) : place] if t.key != "only"][-1:]
    if (
        closed
        and ahead
        and ahead[0].stem in stems
        and ahead[0].stem not in AUXILIARIES
        and ahead[0].key not in english.FUNCTION_WORDS
    ):
        return ahead[0].start
    by = len(behind) > 1 and behind[0].stem == "be" and behind[1].key == "by"
    return tokens[place].start if by else None


def _those(sentence: Sentence, between: Sequence[Token]) -> bool:
    """Return whether "those of X are called" stands before a value, for the prospects named before."""
    keys = [token.key for token in between if token.key not in QUOTES]
    if "those" not in keys[:3] or keys[keys.index("those") + 1 : keys.index("those") + 2] not in (["of"], ["for"]):
        return False
    last = [token for token in between if token.key not in QUOTES and token.key != "as"][-1]
    return sentence.is_verb(last)


def _further_outlooks(sentence: Sentence, found: Sequence[Signal]) -> Iterator[Signal]:
    outlooks = [signal for signal in found if signal.kind == Kind.OUTLOOK]
    if not outlooks:
        return
    last = outlooks[-1]
    schemes = {concept.scheme for concept in last.values}
    concepts = sentence.page.lexicon.concepts
    areas = sentence.page.outlook
    for start, end in sorted({(h.start, h.end) for h in sentence.hits(VALUE_WORDS) if h.start >= last.end}):
        meant = {h.concept for h in sentence.hits(VALUE_WORDS) if (h.start, h.end) == (start, end)}
        values = tuple(
            concepts[c]
            for c in sorted(meant)
            if concepts[c].scheme in schemes and areas & set(areas_of(sentence, concepts[c]))
        )
        between = sentence.between(last.end, start)
        behind = [t for t in sentence.after(end) if t.key not in QUOTES][:1]
        joined = [t.key for t in between if t.key not in QUOTES and t.key != "only"][-1:] in (["and"], ["but"], [","])
        those = _those(sentence, between)
        plain = len(between) <= FARTHEST_WORD and not any(sentence.is_verb(t) for t in between)
        if not values or not between:
            continue
        if those or (joined and plain and behind and behind[0].key in _TIES and between[0].key in _TIES):
            yield Signal(Kind.OUTLOOK, values, start, end)
