"""A sentence in, its attributions out: which words say that a named person said the rest of it.

"X said that …", "…, said X, …", "according to X, …", "X welcomed it, saying that …": each is found at its verb, the
subject is looked for beside it, and the words of attribution are cut out. What remains is what was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg import english
from kg.extract.names import NameMention, leads_to_name, subject_gap
from kg.extract.quotations import Quote, Sentence, is_only_quote
from kg.lexicon import VOCAB, Lexicon
from kg.model import AnnotatedBlock, Hit

LONGEST_ADVERBIAL = 5
LONGEST_HEARER = 8
SHORTEST_CLAUSE = 4
FARTHEST_PRONOUN = 40
FARTHEST_ROLE = 120
_SUBJECTS = frozenset(["he", "she", "it", "they", "we", "i", "there", "this"])
_WHEN = frozenset(["until", "then", "now", "still", "here", "there", "yet", "also", "however"])
_AUXILIARIES = english.MODALS | frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "be", "been"]
)
_ADVERB = r"(?:has|have|had|also|then|later|yesterday|today|again|further|now|\w+ly)"
_REPORTIVE = (
    r"(?:(?:is|was)\s(?:yesterday\s|today\s|also\s|later\s)?(?:\w+ed|said|understood|thought|known)\sto\shave\s)?"
)
_PRONOUN = re.compile(rf"\b(he|she)\s+(?:{_ADVERB}\s+)*{_REPORTIVE}$", re.IGNORECASE)
_ROLE = re.compile(
    r"\bthe ((?:[\w'&-]+ ){0,9}[\w'&-]+)"
    r"(?:, (?:in|by|on|having|speaking|summing|closing|opening)\b[^,“”.;:]{1,60})?[, ]+$",
    re.IGNORECASE,
)
_CLOSING_COLON = re.compile(r"[^.;“”:,]{0,40}:\s*")
_VERB = re.compile(r"\s+[a-z]+(?:s|ed)\s*")
_PRONOUN_VERB = re.compile(r"\s+(he|she)\s+(?:\w+ly\s+)?[a-z]+(?:s|ed)(?=[,.;]|\s(?:with|at|in|after|as|when)\b)")
_OWNER = re.compile(r"\b(?:the )?[A-Z][\w&-]*(?: [A-Z][\w&-]*)*(?:'s|') $")
_AND = re.compile(r"(?:,\s*|\s+)and\s+(?:also\s+|then\s+)?$")
_THAT = re.compile(
    r"\s*,?\s*(?:(?:also|again|yesterday|today|earlier|later|afterwards|last \w+|on \w+|in \w+|at [\w ]{1,25}?)\s+)?"
    r"(?:,\s[^,“”.;:]{1,40},\s)?that\b\s*,?\s*"
)
_HEARD = re.compile(r"\s+(?:[^\s,.:;“”]+\s+){1,8}?that\b\s*|(?:\s+[^\s,.:;“”]+){1,8}?,\s[^,“”.;:]{1,40},\s+that\b\s*")
_QUESTION_WORDS = "why|how|whether|if|what|when|where|who|which"
_QUESTION = re.compile(
    rf"(?:\s+(?:aloud|again|also|then|further))?(?:\s+(?:the|an?|his|her|its)\s+)?(?:\s*[\w'-]+){{0,5}}?"
    rf"(?:,\s[^,“”.;:]{{1,60}},)?\s+(?=(?:{_QUESTION_WORDS})\s)"
)
_SUBORDINATORS = frozenset(["if", "whether", "what", "why", "how", "than", "unless", "until", "because", "although"])
_FAR = re.compile(
    r"(?:\s*\([^()]{1,60}\))?\s*(?P<mark>,|[–—-])\s(?P<who>(?:who|whose|which|where)\s)?(?P<rest>[^“”;:]{1,260}?)\s*"
    r"(?:,|\s[–—-])\s*(?:(?:has|have|had|also|then|later|yesterday|today|again|now|\w+ly)\s+)*"
)
_HIS_WORDS = re.compile(r"\s*(?:is|was)\s(his|her)\s(?:\w+\s){0,2}", re.IGNORECASE)
_SET_OFF = re.compile(r"\s*,\s[^,“”.;:]{1,60},\s*")
_CALLED = re.compile(r"\s(?!\w+self\b|(?:for|on|in|up|off|into|at|to)\b)[^“”.;:,]{1,60}\s(?=“(?:[^\s“”]+\s){2}[^“”]+”)")
LONGEST_LEAD = 3
_HEARD_BARE = re.compile(
    r"(?:\s+[^\s,.:;“”]+){1,5}?\s+(?=(?:he|she|they|it|we|there)\s)"
    r"|\s+(?:(?:the|a|an|his|her|our|its)\s)?[\w'-]+(?:\s(?:on|last|in)\s\w+|\syesterday|\stoday)?\s+"
    r"(?=(?:the|his|her|its|their|this|no|some|all|many|most)\s[^,.;:“”]{1,80}?\s"
    r"(?:is|are|was|were|has|have|had|would|will|could|should|must|can|did|does|may|might)\b)"
)
_HEARER = re.compile(r"(?:\s+[\w'-]+){1,5}(?=,)")
_COLON = re.compile(r"[^.;“”:]{0,80}:\s*[-–—]?\s*")
_COMMA_QUOTE = re.compile(r"\s*,?\s*(?=“)")
_ADVERBIAL = re.compile(
    r"\s*(?:with|in|at|on|after|before|during|when|yesterday|today|last|this|earlier|later|to|from|as|about|of|its|the|\w+ly)\b[^,“”]*"
)
_SPEAKERS_OWN = re.compile(r"\s*,?\s*(?:who|whose|which|and (?:he|she)|where)\b", re.IGNORECASE)


class Phrase(NamedTuple):
    """A mention of a person with the role in apposition to it: view offsets."""

    mention: NameMention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """An attribution: the words to cut (view offsets), the person, and the form.

    `mention` is None where somebody else than a named person speaks. `opens`: what was said begins behind the cut, by
    `that`, a colon or a quotation mark. `colon`: a colon closes the attribution. `runs`: the verb says that the person
    goes on. `pronoun`: the subject is one. `bare`: nothing shows that a clause follows. `quote_only`: the verb takes no
    clause; `plain`: it mostly takes one. `joined`: a further verb of the same subject. `relative`: "who said that …".
    `parted`: a comma stands between subject and verb.
    """

    start: int
    end: int
    mention: NameMention | None
    opens: bool = False
    colon: bool = False
    runs: bool = False
    pronoun: bool = False
    bare: bool = False
    quote_only: bool = False
    joined: bool = False
    relative: bool = False
    plain: bool = False
    parted: bool = False


Referent = Callable[[str, int], NameMention | None]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a sentence: its block, the people named in it, and who a pronoun or a role means."""

    block: AnnotatedBlock
    lexicon: Lexicon
    phrases: Sequence[Phrase]
    pronoun: Referent
    role: Referent


def find_cues(setting: Setting, sentence: Sentence) -> tuple[Cue, ...]:
    """Return the attributions of a sentence to people, in order."""
    found: list[Cue] = []
    for hit in setting.block.hits.get("speech-verbs", ()):
        if sentence.start <= hit.start < sentence.end and not sentence.quoted(hit.start):
            cue = _cue(setting, sentence, hit, found)
            if cue is not None and not any(cue.start < other.end and other.start < cue.end for other in found):
                found.append(cue)
    if found:
        return tuple(found)
    return next(
        (cues for find in (_own_words, _unlisted_cue, _colon_cue) if (cues := tuple(find(setting, sentence)))), ()
    )


def _broader(setting: Setting, hit: Hit, notation: str) -> bool:
    return f"{VOCAB}speech-verbs/{notation}" in setting.lexicon.concepts[hit.concept].broader


def _cue(setting: Setting, sentence: Sentence, hit: Hit, earlier: Sequence[Cue]) -> Cue | None:
    if _broader(setting, hit, "source-words"):
        return _source_cue(setting, sentence, hit)
    if _is_passive(setting, hit):
        return None
    if earlier:
        return _compound(setting, sentence, hit, earlier)
    for find in (_behind_subject, _inverted, _referred):
        cue = find(setting, sentence, hit)
        if cue is not None:
            return cue
    return _compound(setting, sentence, hit, earlier)


def _is_passive(setting: Setting, hit: Hit) -> bool:
    before = [token for token in setting.block.tokens if token.end <= hit.start][-2:]
    return any(token.key in ("be", "been", "was", "were", "is", "are", "being", "to") for token in before[-1:])


# --- subjects


def _behind_subject(setting: Setting, sentence: Sentence, hit: Hit) -> Cue | None:
    """Return the cue of "NAME, role, said", "he added"."""
    text = setting.block.text
    if _is_participle(setting, hit):
        return None
    for phrase in reversed(setting.phrases):
        if sentence.start <= phrase.start and phrase.end <= hit.start and not sentence.quoted(phrase.start):
            if _is_subordinate(setting, phrase.start):
                continue
            gap = subject_gap(setting.block, phrase.start, phrase.end, hit.start)
            if gap and not any(phrase.end <= other.start < hit.start for other in setting.phrases):
                cue = _forward(setting, sentence, hit, phrase.start, phrase.mention)
                return replace(cue, relative=bool(gap["who"]), parted="," in gap[0])
            if _is_far_subject(setting, sentence, phrase, hit):
                return replace(_forward(setting, sentence, hit, phrase.start, phrase.mention), parted=True)
    pronoun = _PRONOUN.search(text, max(sentence.start, hit.start - FARTHEST_PRONOUN), hit.start)
    if pronoun is None or _is_subordinate(setting, pronoun.start()):
        return None
    mention = setting.pronoun(pronoun[1], pronoun.start())
    return replace(_forward(setting, sentence, hit, pronoun.start(), mention), pronoun=True) if mention else None


def _is_subordinate(setting: Setting, offset: int) -> bool:
    """Return whether a subject stands in a clause that depends on another: "asked if he agreed"."""
    before = [token.key for token in setting.block.tokens if token.end <= offset][-2:]
    is_how = before[-1:] == ["how"] and before[0] in _AUXILIARIES
    return bool(before) and before[-1] in _SUBORDINATORS and not is_how


def _is_far_subject(setting: Setting, sentence: Sentence, phrase: Phrase, hit: Hit) -> bool:
    """Return whether a name that opens a sentence is parted from its verb by a long aside.

    "NAME, who took over from NAME in May and was head of finance before, said:"; "NAME – once its director – believes".
    """
    text, mention = setting.block.text, phrase.mention
    gap = _FAR.fullmatch(text, mention.end, hit.start)
    if (
        gap is None
        or len(text[sentence.start : phrase.start].split()) > LONGEST_LEAD
        or text[hit.end : hit.end + 1] == ","
    ):
        return False
    rest = re.split(r"\b(?:who|whose|which|that|where)\b", gap["rest"])[0]
    inside = [token.key for token in english.tokens(rest)]
    has_subject = any(
        other.end >= gap.end("rest") for other in setting.phrases if mention.end <= other.start < hit.start
    )
    return not has_subject and (bool(gap["who"]) or not _AUXILIARIES.intersection(inside))


def _is_participle(setting: Setting, hit: Hit) -> bool:
    return setting.block.text[hit.start : hit.end].split()[0].endswith("ing")


def _inverted(setting: Setting, sentence: Sentence, hit: Hit) -> Cue | None:
    """Return the cue of "…, said NAME, role"."""
    text = setting.block.text
    before = text[sentence.start : hit.start].rstrip()
    if before and before[-1] not in ",”?!-–—":
        return None
    mention = _mention_after(setting, hit.end)
    if mention is None or mention.mention.byline:
        return None
    return _around(setting, sentence, hit, mention.end, mention.mention)


def _mention_after(setting: Setting, offset: int) -> Phrase | None:
    """Return the person phrase that starts right behind the offset, a determiner aside."""
    for phrase in setting.phrases:
        if phrase.start >= offset and leads_to_name(setting.block.text, offset, phrase.start):
            return phrase
    return None


def _referred(setting: Setting, sentence: Sentence, hit: Hit) -> Cue | None:
    """Return the cue of a role that stands for a person: "the minister said"."""
    first = max(sentence.start, hit.start - FARTHEST_ROLE)
    if _is_participle(setting, hit) or not setting.block.within("roles", first, hit.start):
        return None
    found = _ROLE.search(setting.block.text, first, hit.start)
    if found is None or sentence.quoted(found.start()) or not setting.block.within("roles", *found.span(1)):
        return None
    start = found.start()
    mention = setting.role(found[1], start)
    return replace(_forward(setting, sentence, hit, start, mention), pronoun=True) if mention else None


def _source_cue(setting: Setting, sentence: Sentence, hit: Hit) -> Cue | None:
    """Return the cue of "according to NAME" or "according to the ROLE"."""
    phrase = _mention_after(setting, hit.end)
    if phrase is not None:
        return _around(setting, sentence, hit, phrase.end, phrase.mention)
    role = re.match(r" the ((?:[\w'-]+ ?){1,8})", setting.block.text[hit.end : sentence.end])
    is_role = role is not None and bool(setting.block.within("roles", hit.end, hit.end + role.end()))
    mention = setting.role(role[1], hit.end) if role and is_role else None
    return _around(setting, sentence, hit, hit.end + role.end(), mention) if role and mention else None


def _compound(setting: Setting, sentence: Sentence, hit: Hit, earlier: Sequence[Cue]) -> Cue | None:
    """Return the cue of a further verb of one subject: "she said, and added:", "X welcomed it, saying that …"."""
    text = setting.block.text
    joined = _AND.search(text, max(sentence.start, hit.start - FARTHEST_PRONOUN), hit.start)
    participle = _is_participle(setting, hit) and text[: hit.start].rstrip()[-1:] == ","
    if not (joined or participle):
        return None
    if earlier:
        start = joined.start() if joined else len(text[: hit.start].rstrip()) - 1
        cue = _forward(setting, sentence, hit, start, earlier[-1].mention)
        return _as_joined(cue)
    subject = _sentence_subject(setting, sentence)
    if subject is None:
        return None
    cue = _forward(setting, sentence, hit, sentence.start, subject)
    return _as_joined(cue) if cue.opens else None


def _as_joined(cue: Cue) -> Cue:
    return replace(cue, runs=True, joined=True)


def _sentence_subject(setting: Setting, sentence: Sentence) -> NameMention | None:
    for phrase in setting.phrases:
        if phrase.start >= sentence.start and phrase.end <= sentence.end:
            lead = setting.block.text[sentence.start : phrase.start].split()
            return phrase.mention if len(lead) <= 1 else None
    pronoun = re.match(r"(he|she)\b", setting.block.text[sentence.start : sentence.end], re.IGNORECASE)
    return setting.pronoun(pronoun[1], sentence.start) if pronoun else None


def _own_words(setting: Setting, sentence: Sentence) -> Iterator[Cue]:
    """Yield the cue of a quotation that is somebody's verdict or answer: "“…,” was her verdict"."""
    quote = sentence.quotes[0] if sentence.quotes else None
    owner = _HIS_WORDS.match(setting.block.text, quote.end, sentence.end) if quote and quote.closed else None
    nouns = setting.block.within("person-cues", owner.end(), sentence.end) if owner else []
    if quote and owner and any(hit.start == owner.end() and hit.concept.endswith("/own-words") for hit in nouns):
        speaker = setting.pronoun("he" if owner[1].lower() == "his" else "she", quote.end)
        if speaker:
            yield Cue(quote.end, sentence.end, speaker, pronoun=True)


def _unlisted_cue(setting: Setting, sentence: Sentence) -> Iterator[Cue]:
    """Yield the cue of a verb that the vocabulary lacks: “…,” laughs NAME; “…,” NAME sighed."""
    text = setting.block.text
    quote = sentence.quotes[0] if sentence.quotes else None
    if quote is None or text[quote.last - 1] not in ",?!" or text[sentence.start : quote.start].strip():
        return
    pronoun = _PRONOUN_VERB.match(text, quote.end, sentence.end) if quote.closed else None
    speaker = setting.pronoun(pronoun[1], quote.end) if pronoun else None
    if pronoun and speaker:
        yield Cue(quote.end, pronoun.end(), speaker, pronoun=True)
        return
    for phrase in setting.phrases:
        if quote.closed and quote.end <= phrase.start < sentence.end:
            lead = _VERB.fullmatch(text, quote.end, phrase.start)
            tail = _VERB.match(text, phrase.end, sentence.end) if not text[quote.end : phrase.start].strip() else None
            if lead or tail:
                yield Cue(quote.end, tail.end() if tail else phrase.end, phrase.mention)
            return


def _colon_cue(setting: Setting, sentence: Sentence) -> Iterator[Cue]:
    """Yield the cue of a person who begins a sentence that ends in a colon before a quotation or the block's end."""
    text = setting.block.text
    opening = re.search(r":[*_]*\s*(?=“|$)", text[sentence.start : sentence.end])
    subject = _sentence_subject(setting, sentence) if opening else None
    if (
        opening
        and subject
        and not setting.block.within("speech-verbs", sentence.start, sentence.start + opening.start())
    ):
        yield Cue(sentence.start, sentence.start + opening.end(), subject, opens=True, colon=True)


# --- what the attribution takes with it


def _forward(setting: Setting, sentence: Sentence, hit: Hit, start: int, mention: NameMention | None) -> Cue:
    """Return the cue whose verb comes last, with the `that`, colon or hearer behind it."""
    text, end = setting.block.text, hit.end
    owner = _OWNER.search(text, max(sentence.start, start - FARTHEST_ROLE), start)
    start = owner.start() if owner else start
    flags = {
        "runs": _broader(setting, hit, "running-verb"),
        "quote_only": _broader(setting, hit, "quote-verb"),
        "plain": _broader(setting, hit, "plain-verb"),
    }
    patterns = [(_THAT, False), (_COLON, True), (_COMMA_QUOTE, False)]
    if _broader(setting, hit, "hearer-verb"):
        patterns[1:1] = [(_HEARD, False), (_HEARD_BARE, False)]
    for pattern, colon in patterns:
        match = pattern.match(text, end, sentence.end)
        if match and not (sentence.quoted(match.end() - 1) and match.end() > end):
            return Cue(start, match.end(), mention, True, colon, **flags)
    question = _QUESTION.match(text, end, sentence.end) if _broader(setting, hit, "question-verb") else None
    if question and not any(quote.start < question.end() for quote in sentence.quotes if quote.start >= end):
        return Cue(start, question.end(), mention, True, **flags)
    called = _CALLED.match(text, end, sentence.end) if _broader(setting, hit, "naming-verb") else None
    if called:
        return Cue(start, called.end(), mention, True, **flags)
    hearer = _HEARER.match(text, end, sentence.end) if _broader(setting, hit, "hearer-verb") else None
    if hearer and text[:start].rstrip().endswith(","):
        end = hearer.end()
    return Cue(start, end, mention, bare=True, **flags)


def _around(setting: Setting, sentence: Sentence, hit: Hit, end: int, mention: NameMention) -> Cue:
    """Return the cue whose person comes last: "said NAME, role"; a colon or `that` may close it."""
    text = setting.block.text
    colon = _CLOSING_COLON.match(text, end, sentence.end)
    stop = colon.end() if colon else end
    return Cue(
        hit.start, stop, mention, colon is not None, colon is not None, runs=_broader(setting, hit, "running-verb")
    )


# --- what remains


def contents(text: str, sentence: Sentence, cues: Sequence[Cue]) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that were said, by its cues; [] if the cues leave nothing."""
    found: list[tuple[int, int]] = []
    first = cues[0]
    before = _before(text, sentence, first)
    if before is not None:
        found.append(before)
    for cue, following in zip(cues, (*cues[1:], None), strict=True):
        stop = following.start if following else sentence.end
        found.extend(_after(text, sentence, cue, stop, had_before=before is not None))
    stretches = [(start, end) for start, end in (_stripped(text, *stretch) for stretch in found) if start < end]
    words = sum(len(text[start:end].split()) for start, end in stretches)
    return stretches if sentence.quotes or words >= SHORTEST_CLAUSE - 1 else []


def _before(text: str, sentence: Sentence, cue: Cue) -> tuple[int, int] | None:
    """Return what stands before the attribution if it was said: a quotation, or a clause before a comma."""
    lead = text[sentence.start : cue.start].rstrip()
    if not lead or (cue.joined and cue.start == sentence.start):
        return None
    quoted = bool(sentence.quotes) and sentence.quotes[0].start < cue.start
    if quoted and text[sentence.quotes[0].end : cue.start].split() in (["was", "how"], ["is", "how"]):
        return sentence.start, sentence.quotes[0].end
    if quoted and (lead[-1] in "”,?!" or text[cue.start] == ","):
        return sentence.start, cue.start
    return (sentence.start, cue.start) if _is_clause_before(text, sentence, cue, lead) else None


def _is_clause_before(text: str, sentence: Sentence, cue: Cue, lead: str) -> bool:
    """Return whether the words before an attribution are a clause that was said, not when or where it was said."""
    if cue.opens and (not cue.colon or any(quote.start >= cue.end - 1 for quote in sentence.quotes)):
        return False
    is_short = len(lead.split()) < LONGEST_ADVERBIAL
    if cue.bare and (_is_clause(text[cue.end : sentence.end], cue) or (cue.parted and is_short)):
        return False
    is_comma = lead[-1] == "," or text[cue.start] == ","
    return is_comma and (not is_short or _could_be_subject(lead))


def _could_be_subject(lead: str) -> bool:
    """Return whether a few words before an attribution begin a clause, rather than say when or where."""
    first = lead.split()[0].lower().strip(",")
    return first not in english.PREPOSITIONS | english.CONJUNCTIONS | _WHEN and not first.endswith(
        ("ly", "day", "ing", "ed")
    )


def _after(text: str, sentence: Sentence, cue: Cue, stop: int, *, had_before: bool) -> Iterator[tuple[int, int]]:
    """Yield what stands behind the attribution if it was said."""
    start = cue.end
    if cue.opens:
        comma = text.find(",", start, stop) if cue.relative else -1
        yield start, comma if comma > 0 else stop
        return
    rest = text[start:stop]
    if _SPEAKERS_OWN.match(rest):
        start = _behind_clause(text, start, stop)
        rest = text[start:stop]
    quote = next((q for q in sentence.quotes if q.start >= start), None)
    aside = quote is not None and had_before and _SET_OFF.fullmatch(text, start, quote.start)
    if quote is not None and had_before and (aside or not text[start : quote.start].strip(" ,.-–—")):
        yield quote.start, stop
        return
    if had_before and is_only_quote(text, Sentence(sentence.start, cue.start, _until(sentence, cue.start))):
        return
    if rest.lstrip()[:1] in (",", "-", "–", "—") or (not had_before and _is_clause(rest, cue)):
        yield start, stop
    elif had_before and "," in rest:
        yield start + rest.index(","), stop


def _until(sentence: Sentence, offset: int) -> tuple[Quote, ...]:
    return tuple(quote for quote in sentence.quotes if quote.start < offset)


def _behind_clause(text: str, start: int, stop: int) -> int:
    """Return the end of a clause about the speaker: its closing comma, or the sentence's end."""
    comma = text.find(",", start + 2, stop)
    return (
        stop if comma < 0 or (_SPEAKERS_OWN.match(text, start, stop) and " and " in text[start : start + 6]) else comma
    )


def _is_clause(rest: str, cue: Cue) -> bool:
    """Return whether words behind a verb without `that` are a clause that was said."""
    if rest.lstrip()[:1] in (",", "-", "–", "—"):
        return False
    if cue.quote_only or (_ADVERBIAL.match(rest) and not rest.lstrip().startswith(("the ", "its ", "this ", "last "))):
        return False
    words = [token.key for token in english.tokens(rest) if token.is_word]
    if words[:1] and words[0] in _SUBJECTS and len(words) > 1:
        return words[1] not in english.PREPOSITIONS | english.CONJUNCTIONS
    if len(words) < SHORTEST_CLAUSE - cue.plain:
        return False
    if cue.plain:
        return True
    finite = next((place for place, word in enumerate(words) if word in _AUXILIARIES), None)
    relative = next(
        (place for place, word in enumerate(words) if word in ("which", "who", "that", "whose")), len(words)
    )
    return finite is not None and finite < relative


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without space, commas and dashes at its edges."""
    while start < end and text[start] in " ,;-–—:":
        start += 1
    while start < end and text[end - 1] in " ,;-–—:":
        end -= 1
    return start, end
