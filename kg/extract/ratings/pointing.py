"""Which authority "the county" means beside a city of nearly the same name: the one whose full name has the noun."""

from __future__ import annotations

from kg.extract.ratings.sentence import Sentence

FEWEST = 2


def pointed(sentence: Sentence, limit: int) -> str:
    """Return the authority for which the last definite noun before `limit` stands, by its type, else by its name.

    Only in a document that names two authorities or more; '' if the noun fits none or several of them.
    """
    named = {mention.key for mention in sentence.page.authorities.mentions}
    hits = [hit for hit in sentence.cues("anaphor") if hit.end <= limit and _is_definite(sentence, hit.start)]
    if not hits or len(named) < FEWEST:
        return ""
    noun = sentence.text[hits[-1].start : hits[-1].end].capitalize()
    authorities = sentence.page.lexicon.authorities
    fitting = sorted(key for key in named if noun in authorities[key].name.split())
    typed = [key for key in fitting if authorities[key].type == noun.lower()]
    chosen = typed or fitting  # Rutland County Council is the council of a unitary authority
    return chosen[0] if len(chosen) == 1 else ""


def _is_definite(sentence: Sentence, start: int) -> bool:
    before = sentence.before(start)[:1]
    return bool(before) and before[0].key in ("the", "this")
