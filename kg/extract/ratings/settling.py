"""Who a grade is settled on: holders and topics from what stands around it; pronouns, and what is left out."""

from __future__ import annotations

from kg import english
from kg.extract.ratings.around import Said, Spot
from kg.extract.ratings.governors import Verb
from kg.extract.ratings.judged import WHOLE, Holder, Judged
from kg.extract.ratings.pointing import pointed
from kg.extract.ratings.sentence import Sentence


def settled(spot: Spot, ahead: Judged | None, behind: Judged | None, own: Said | None) -> Said:
    """Return holders and topics from what stands before and behind; what points back means who was graded last."""
    goes_on = own is not None and spot.gov.verb == Verb.NONE and spot.gov.step == "to"
    topics = ahead.topics if ahead else own.topics if own and goes_on else (WHOLE,)
    if behind is not None and not any(topic.words for topic in topics) and any(t.words for t in behind.topics):
        topics = behind.topics
    holders = (ahead.holders if ahead else ()) or (behind.holders if behind else ())
    if behind is not None and ahead is not None and ahead.holders and topics[0].words:
        holders = tuple(dict.fromkeys((*ahead.holders, *behind.holders)))
    places = [(p.start, p.end) for p in (ahead, behind) if p is not None] or [(p.start, p.end) for p in (own,) if p]
    start, end = min(p[0] for p in places), max(p[1] for p in places)
    return Said(holders or _in_focus(spot, ahead, own, start), topics, start, end)


def _in_focus(spot: Spot, ahead: Judged | None, own: Said | None, offset: int) -> tuple[Holder, ...]:
    """Return the holder for which a pronoun or nothing stands."""
    if own is not None:
        return own.holders
    sentence = spot.sentence
    located = _located(sentence, offset)
    if located:
        return located
    key = sentence.page.authorities.at(sentence.index, offset)
    authority = (Holder(authority=key),) if key else ()
    if ahead is not None and ahead.council:
        meant = pointed(sentence, ahead.end)
        return (Holder(authority=meant),) if meant else authority
    last = spot.past.said.holders if spot.past.said else ()
    if ahead is not None and ahead.refers:
        last = _named_before(sentence, ahead) or _provider_before(sentence) or last
        if last:
            return last
    if last and last[0].provider:
        return last[:1]
    main = sentence.page.providers.main
    return (Holder(provider=main),) if main else authority


def _located(sentence: Sentence, offset: int) -> tuple[Holder, ...]:
    """Return the authority that "where" stands for: "who came from Trafford, where services were inadequate"."""
    before = [t for t in sentence.before(offset) if t.is_word and t.key not in english.DETERMINERS][:1]
    if not before or before[0].key != "where":
        return ()
    named = [m for m in sentence.mentions if m.end <= before[0].start]
    near = named and not any(t.is_word for t in sentence.between(named[-1].end, before[0].start))
    return (Holder(authority=named[-1].key),) if near else ()


def _provider_before(sentence: Sentence) -> tuple[Holder, ...]:
    """Return the provider that opens the sentence before, in its block, if it is the only one that it names."""
    earlier = [(start, end) for start, end in sentence.block.sentences if end <= sentence.start]
    named = sentence.page.providers.within(sentence.index, *earlier[-1]) if earlier else ()
    names = {mention.name for mention in named if not mention.runs}
    opens = bool(named) and not any(
        t.is_word for t in sentence.block.tokens if earlier[-1][0] <= t.start < named[0].start
    )
    return (Holder(provider=named[0].name),) if len(names) == 1 and opens else ()


def _named_before(sentence: Sentence, ahead: Judged) -> tuple[Holder, ...]:
    """Return the provider or authority that the sentence names last before a pronoun."""
    named = [(m.end, Holder(provider=m.name)) for m in sentence.providers if m.end <= ahead.start]
    inside = [(m.start, m.end) for m in sentence.providers]
    named += [
        (m.end, Holder(authority=m.key))
        for m in sentence.mentions
        if m.end <= ahead.start and not any(a <= m.start < b for a, b in inside)
    ]
    return (max(named, key=lambda pair: pair[0])[1],) if named else ()
