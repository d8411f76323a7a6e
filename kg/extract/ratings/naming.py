"""Are words the name of a service? A noun phrase is, a scrap of a clause is not; "report on" is no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg import english
from kg.extract.ratings.coordination import LEADERS
from kg.extract.ratings.sentence import Sentence, words
from kg.model import Token

OWNER = 2  # "council's"
_SUBJECTS = words("they it we he she i you them us him who which there what today yesterday then when")
_TIMES = words("time year month week")
_PARTICIPLE_TIES = words("to on from that")
_ABOUT = words("on of into about for")
_OWNERS = words("'s '")


def is_name(sentence: Sentence, name: Sequence[Token]) -> bool:
    """Return whether tokens can be a name: no clause, no time, no number of things, no verb at the beginning."""
    if not name:
        return False
    if any(token.key in _SUBJECTS or token.text.isdigit() or token.key in _TIMES for token in name):
        return False
    start, end = name[0].start, name[-1].end
    if any(hit.start == start for hit in sentence.block.within("speech-verbs", start, end)):
        return False
    if any(hit.start == start and hit.concept in sentence.page.outlook for hit in sentence.hits("areas")):
        return False
    return not _has_participle(name) and not _opens_with_verb(sentence, name)


def _has_participle(name: Sequence[Token]) -> bool:
    """Return whether a past tense stands inside: "headline referred to …"."""
    pairs = pairwise(name)
    return any(left.key.endswith("ed") and right.key in _PARTICIPLE_TIES for left, right in pairs)


def _opens_with_verb(sentence: Sentence, name: Sequence[Token]) -> bool:
    """Return whether the first word looks like a verb: "pays housing", not "sports service", "libraries section"."""
    first = name[0]
    if not first.text.islower() or not first.key.endswith("s") or first.key.endswith("ss") or len(name) == 1:
        return False
    owned = [token.key for token in sentence.before(first.start)[:1]]
    if name[1].key in english.CONJUNCTIONS or not name[1].is_word or owned in (["'s"], ["'"], ["the"]):
        return False
    known = any(hit.start <= first.start < hit.end for hit in sentence.cues("service-noun"))
    known = known or any(
        h.start == first.start for h in sentence.block.within("service-types", first.start, sentence.end)
    )
    known = known or any(
        h.start == first.start for h in sentence.block.within("client-groups", first.start, sentence.end)
    )
    if known or name[1].key in _OWNERS:
        return False
    return not any(hit.end == name[-1].end for hit in sentence.cues("service-anaphor"))


def without_report(sentence: Sentence, name: Sequence[Token]) -> list[Token]:
    """Return a name without "report on the", "inspection of the council's" before it."""
    ends = {hit.end for hit in sentence.cues("inspection-noun")}
    places = [p for p, t in enumerate(name[:-1]) if t.end in ends and name[p + 1].key in _ABOUT]
    kept = list(name[places[-1] + 2 :] if places else name)
    while places and kept and kept[0].key in LEADERS:
        kept.pop(0)
    owned = len(kept) > OWNER and kept[1].key in _OWNERS and sentence.has(kept[0].start, kept[0].end, "anaphor")
    return kept[2:] if places and owned else kept
