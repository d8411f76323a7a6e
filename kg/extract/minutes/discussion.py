"""The paragraphs of a discussion in, its entries out: who asked, answered and stated what, and what was agreed.

An entry goes on over the sentences of its paragraph that have no speaker of their own. A question is open until it is
answered or the talk has moved on by a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg import english
from kg.extract.minutes import actions, cues, meeting, resolutions, speech
from kg.extract.minutes.entries import Entry, Kind, Stretch, entry, whole
from kg.extract.minutes.meeting import INTRODUCES, Passage
from kg.extract.minutes.speech import Act, People
from kg.model import AnnotatedBlock, Zone

ASKED, WRITTEN, ANSWERED, BELOW = "question-asked", "question-written", "question-answered", "answer-below"
STATED, POINT, PARAGRAPH = "statement-made", "discussion-point", "scrutiny-paragraph"
RESOLVED, AGREED, KEY_ISSUE_ITEM = "resolution-item", "meeting-agreed", "key-issue-item"
SHORTEST_STATEMENT, NEAR_PAPER, NEAR_ANSWER, LAST_ENTRIES = 3, 3, 6, 8
_NUMBERED = re.compile(r"(?P<mark>[QA])(?:\d{1,2}[.:)]?|[.:)])\s+(?=\S)")
_SIGN = re.compile(r"\s*\d{0,2}\s*[:.)–-]\s+")
_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning|relating|whether|how|why|what|when|where|if|as to|over|around)\b"
)
_LINK = re.compile(r"(?:[,;]?\s*(?:and|to which|in response to which|in response))?[,;]?\s*$")
_TOLD = frozenset((speech.REPLIES, speech.EXPLAINS, speech.SAYS, speech.HEARS, speech.MINDS))
_THAT = ("that:", "that –", "that -")
_NONE_BEFORE = -2


class Discussion:
    """Reads the paragraphs of a discussion in order into a list of entries.

    It keeps what the next paragraph may depend on: the open question, the list that is introduced, the resolution that
    goes on.
    """

    def __init__(self, people: dict[int, People], entries: list[Entry], section: str) -> None:
        self._people, self._entries = people, entries
        self._scrutiny = section == meeting.SCRUTINY
        self._resolving = section == meeting.RESOLUTION
        self._listing = self._questions = self._written = self._marked = False
        self._issues = self._predicates = self._settled = False
        self._lead: str | None = None
        self._open: int | None = None
        self._asked_in = _NONE_BEFORE
        self._current: int | None = None

    def read(self, passages: Sequence[Passage]) -> None:
        """Read the passages of one section."""
        for place, passage in enumerate(passages):
            self._current = None
            if self._open is not None and place - self._asked_in > 1 and not self._written:
                self._open = None
            stretch = whole(passage, place)
            self._settled = self._open is not None and self._is_answered()
            if not (self._resolved(stretch) or self._labelled(stretch)):
                self._paragraph(stretch)

    # --- resolutions

    def _resolved(self, stretch: Stretch) -> bool:
        """Read a paragraph as a resolution; return whether it was one."""
        opening = resolutions.opening(stretch.passage)
        if opening is not None:
            self._opened(stretch, *opening)
            return True
        if not self._resolving:
            return False
        marker = bool(stretch.block.block.marker)
        listed = marker if self._marked else stretch.passage.listed
        self._resolving = stretch.place == 0 or listed or resolutions.is_worded_as_one(stretch)
        self._marked = marker
        if self._resolving and not resolutions.is_lead(stretch):
            self._resolutions(stretch)
        return self._resolving

    def _opened(self, stretch: Stretch, sentence: int, start: int) -> None:
        """Read a paragraph in which a resolution begins at `start`, in the sentence that begins at `sentence`."""
        for before in stretch.part(stretch.start, sentence).sentences():
            self._sentence(before)
        words = stretch.part(start, stretch.end)
        self._resolving = not words.text.strip(" :–—-") or resolutions.goes_on(stretch.block)
        self._marked = False
        if not (self._resolving and resolutions.is_lead(words)):
            self._resolutions(words)

    def _resolutions(self, stretch: Stretch) -> None:
        """Add the items of a resolution; without items, its first sentence, and read on behind it."""
        items = resolutions.items(stretch)
        if len(items) > 1:
            for item in items:
                self._entries.extend(resolutions.concluded(RESOLVED, item, self._people))
            return
        first, *rest = items[0].sentences() or [items[0]]
        self._entries.extend(resolutions.concluded(RESOLVED, first, self._people))
        for sentence in rest:
            self._sentence(sentence)

    # --- labels: Question: … Answer: …

    def _labelled(self, stretch: Stretch) -> bool:
        kind, start = _label(stretch)
        if kind is not None:
            self._add(kind, WRITTEN if kind == Kind.QUESTION else ANSWERED, stretch.part(start, stretch.end))
            self._written = True
        return kind is not None

    # --- paragraphs

    def _paragraph(self, stretch: Stretch) -> None:
        if stretch.text.endswith(INTRODUCES):
            self._introduce(stretch)
            asks = any(speech.ASKS in act.kinds for act in stretch.acts(self._people))
            if asks and not self._questions:
                self._sentences(stretch)
            return
        if self._listing and not (_is_in_list(stretch) and _numbering(stretch) != self._lead):
            self._listing = self._questions = self._issues = self._predicates = False
        if self._issues and self._open is None:
            self._entries.append(entry(Kind.KEY_ISSUE, KEY_ISSUE_ITEM, stretch.trimmed()))
        elif not (self._predicates and self._predicate(stretch)):
            self._sentences(stretch)

    def _predicate(self, stretch: Stretch) -> bool:
        """Read what the meeting did, below a line that only names it: `noted the report`; return whether it did so."""
        found = cues.hits_at(stretch.block, cues.SPEECH, stretch.start)
        kinds = frozenset(map(cues.notation, found))
        end = max((hit.end for hit in found), default=0)
        behind = stretch.block.text[end : stretch.end].lstrip()
        if speech.DECIDES in kinds or (speech.NOTES in kinds and not behind.startswith("that ")):
            self._entries.extend(resolutions.concluded(AGREED, stretch, self._people))
            return True
        if speech.ASKS not in kinds and kinds & _TOLD:
            self._add(Kind.STATEMENT, STATED, stretch)
            return True
        return False

    def _is_answered(self) -> bool:
        """Return whether the open question has an answer already."""
        return any(one.kind == Kind.ANSWER and one.question == self._open for one in self._entries[-LAST_ENTRIES:])

    def _introduce(self, stretch: Stretch) -> None:
        """Keep whether a paragraph that ends in a colon introduces a list of points made, or of questions asked."""
        last = stretch.sentences()[-1]
        self._lead = _numbering(stretch) or None
        self._questions = bool(cues.hits(last.block, cues.OPENINGS, "questions-opening", last.start, last.end))
        points = bool(cues.hits(last.block, cues.OPENINGS, "discussion-opening", last.start, last.end))
        acts = last.acts(self._people)
        told = any(act.kinds & _TOLD for act in acts)
        members = any(act.party in (speech.MEMBER, speech.ASSEMBLY) for act in acts)
        officers = any(act.kinds & _TOLD and act.party == speech.OFFICER for act in acts)
        self._predicates = not acts and _names_party(last)
        self._issues = officers or (last.text.endswith(_THAT) and not (members or self._resolving or acts))
        self._listing = self._listing or points or self._questions or told or self._issues or self._predicates
        if self._predicates:
            self._open, self._written = None, False

    def _sentences(self, stretch: Stretch) -> None:
        """Read sentences, and the labels of actions in and behind them."""
        labels = list(actions.labelled(stretch.block, stretch.start, stretch.end))
        earlier: Stretch | None = None
        for sentence in stretch.sentences():
            inside = [label for label in labels if sentence.start <= label[0] < sentence.end]
            before = sentence.part(sentence.start, min((label[0] for label in inside), default=sentence.end))
            if before.text.strip(" ("):
                self._sentence(before)
            for _, start, end in inside:
                self._action(before, sentence.part(start, min(end, sentence.end)).trimmed(), earlier)
            earlier = before

    def _action(self, before: Stretch, label: Stretch, earlier: Stretch | None) -> None:
        """Add a labelled action, in the place of the action that was read in the same words."""
        action = resolutions.labelled_action(before, label, earlier)
        if action is None:
            return
        here = [n for n, e in enumerate(self._entries) if e.kind == Kind.ACTION and e.passages == action.passages]
        twin = next((n for n in here if action.start <= self._entries[n].start < action.end), len(self._entries))
        self._entries[twin:] = [action, *self._entries[twin + 1 :]]

    # --- sentences

    def _sentence(self, sentence: Stretch) -> None:
        sentence = sentence.trimmed()
        if not sentence.words:
            return
        acts = sentence.acts(self._people)
        place = sentence.block, sentence.start, sentence.end
        action = actions.action_in(*place, acts, decided=_is_decided(acts))
        if not (self._responding(sentence, acts) or self._asking(sentence, acts)):
            self._telling(sentence, acts, requested=_is_only_action(action, acts))
        if action:
            self._entries.append(entry(Kind.ACTION, action.rule, sentence, action.owner, action.when))

    def _responding(self, sentence: Stretch, acts: Sequence[Act]) -> bool:
        """Read `In response to a question about X, the Director said …`; return whether it was such."""
        opening = cues.opens(sentence.block, cues.OPENINGS, "responding", sentence.start)
        if opening is None:
            return False
        told = self._answer_to_person(sentence, opening.end)
        answer = told or next((act.start for act in acts if act.kinds & _TOLD and act.start > opening.end), 0)
        split = answer or sentence.block.text.find(", ", opening.end - 1, sentence.end) + 2
        if split <= opening.end:
            return False
        asked = cues.hits(sentence.block, cues.PAPERS, "query", opening.end, split)
        if asked and _ABOUT.search(sentence.part(asked[0].end, split).text):
            self._add(Kind.QUESTION, ASKED, sentence.part(opening.end, split))
        kind = (Kind.STATEMENT, STATED) if self._open is None else (Kind.ANSWER, ANSWERED)
        self._add(*kind, sentence.part(split, sentence.end))
        return True

    def _answer_to_person(self, sentence: Stretch, offset: int) -> int:
        """Return where the answer begins in `In reply to Councillor Hallas the Director said …`; 0 if none does."""
        end = self._person_end(sentence, offset)
        said = sentence.part(end, sentence.end).acts(self._people) if end else ()
        return next((act.start for act in said if act.kinds & _TOLD and act.start <= end + NEAR_ANSWER), 0)

    def _person_end(self, sentence: Stretch, offset: int) -> int:
        """Return where the name or title of the person ends that stands at a place; 0 if none does."""
        block = sentence.block
        tokens = [t for t in cues.tokens_in(block, offset, sentence.end) if t.key not in ("a", "the")]
        people = self._people.get(block.block.index, People()).places
        ends = [end for begin, end, _ in people if tokens and begin <= tokens[0].start < end]
        titles = (*block.hits.get("honorifics", ()), *block.hits.get(cues.PARTIES, ()))
        titled = [hit.end for hit in titles if tokens and hit.start == tokens[0].start]
        for token in tokens[1:] if titled and not ends else ():
            if token.start > titled[-1] + 1 or not english.is_capitalised(token.text):
                break
            titled.append(token.end)
        return max([*ends, *titled], default=0)

    def _asking(self, sentence: Stretch, acts: Sequence[Act]) -> bool:
        """Read a sentence that asks, with its answer if that stands behind it; return whether it was such."""
        if self._is_written_question(sentence, acts):
            self._add(Kind.QUESTION, WRITTEN, sentence)
            self._written = sentence.text.endswith("?")
            return True
        ask = next((act for act in acts if _is_question(sentence, act)), None)
        if ask is None:
            return False
        told_before = any(act.kinds & _TOLD and act.verb < ask.start for act in acts)
        later = (act for act in acts if act.verb > ask.end and act.kinds & _TOLD)
        answer = next((act for act in later if _can_answer(act, ask)), None)
        link = _LINK.search(sentence.block.text[: answer.start]) if answer else None
        start = ask.start if told_before else sentence.start
        self._add(Kind.QUESTION, ASKED, sentence.part(start, link.start() if link else sentence.end))
        if answer:
            self._add(Kind.ANSWER, ANSWERED, sentence.part(answer.start, sentence.end))
            self._open = None
        return True

    def _is_written_question(self, sentence: Stretch, acts: Sequence[Act]) -> bool:
        first = sentence.block.tokens[cues.token_index(sentence.block, sentence.start)]
        listed = self._questions and not acts and first.key in speech.INTERROGATIVES
        return listed or (sentence.text.endswith("?") and (self._scrutiny or self._listing))

    def _telling(self, sentence: Stretch, acts: Sequence[Act], *, requested: bool) -> None:
        """Read a sentence that does not ask: an answer, a conclusion, a statement, or more of the entry before it."""
        act = acts[0] if acts else None
        if act and act.kinds & {speech.PRESENTS, speech.COMMITS}:
            self._present(sentence, act)
        elif act is None or not act.kinds & (_TOLD | {speech.DECIDES, speech.NOTES}):
            self._go_on(sentence, requested=requested)
        elif _is_conclusion(sentence, act):
            self._add(Kind.CONCLUSION, AGREED, sentence)
        elif self._open is not None and self._can_answer(act):
            self._tell(Kind.ANSWER, ANSWERED, sentence, act)
        elif act.kinds & _TOLD and not requested and not self._is_courtesy(sentence, act):
            self._tell(Kind.STATEMENT, STATED, sentence, act)

    def _present(self, sentence: Stretch, act: Act) -> None:
        """Read a sentence that presents a matter: an answer where a question is open; else it states nothing."""
        self._current = None
        if self._open is not None and _answers(act):
            self._add(Kind.ANSWER, ANSWERED, sentence)

    def _can_answer(self, act: Act) -> bool:
        """Return whether an act answers the open question; one that has its answer takes a paragraph that replies."""
        if self._settled and self._kind() is None:
            return speech.REPLIES in act.kinds
        return _answers(act) or self._is_said_by_same(act)

    def _is_said_by_same(self, act: Act) -> bool:
        """Return whether a pronoun goes on with an answer."""
        return act.party == speech.PRONOUN and self._kind() == Kind.ANSWER

    def _kind(self) -> Kind | None:
        """Return the kind of the entry that this paragraph is in, if any."""
        return None if self._current is None else self._entries[self._current].kind

    def _tell(self, kind: Kind, rule: str, sentence: Stretch, act: Act) -> None:
        """Add an entry, or go on with the last one where only a pronoun speaks, or in one point of a list."""
        goes_on = act.party == speech.PRONOUN or (self._listing and kind == Kind.STATEMENT)
        if self._current is not None and self._kind() == kind and goes_on:
            self._entries[self._current] = replace(self._entries[self._current], end=sentence.end)
        else:
            self._add(kind, rule, sentence)

    def _go_on(self, sentence: Stretch, *, requested: bool) -> None:
        """Read a sentence without a speaker: more of the last entry, an answer below a question, a point of a list."""
        if cues.hits(sentence.block, cues.SPEECH, "courtesy", sentence.start, sentence.end) and not self._scrutiny:
            return
        if requested or self._is_somebody_else(sentence):
            self._current = None
        elif self._current is not None and self._kind() in (Kind.ANSWER, Kind.STATEMENT):
            self._entries[self._current] = replace(self._entries[self._current], end=sentence.end)
        elif self._is_below_question(sentence):
            self._answer_below(sentence)
        elif (self._scrutiny or self._listing) and self._current is None and sentence.words >= SHORTEST_STATEMENT:
            self._add(Kind.STATEMENT, POINT if self._listing else PARAGRAPH, sentence)

    def _is_below_question(self, sentence: Stretch) -> bool:
        """Return whether a question that was written out is open, in the paragraph before or in this one."""
        here = self._kind() in (None, Kind.QUESTION) and sentence.block.block.zone != Zone.HEADING
        return self._written and self._open is not None and here

    def _is_somebody_else(self, sentence: Stretch) -> bool:
        """Return whether a sentence begins with a person's name: no more of what another said."""
        people = self._people.get(sentence.block.block.index, People())
        return any(begin == sentence.start for begin, _, _ in people.places)

    def _answer_below(self, sentence: Stretch) -> None:
        """Add the answer that stands below a question written out, or another paragraph of it."""
        last = self._entries[-1]
        if last.kind == Kind.ANSWER and last.question == self._open:
            self._current = len(self._entries) - 1
            self._entries[-1] = replace(last, passages=(*last.passages, sentence.passage), end=sentence.end)
        else:
            self._add(Kind.ANSWER, BELOW, sentence)

    def _is_courtesy(self, sentence: Stretch, act: Act) -> bool:
        """Return whether somebody is greeted or thanked, which is no statement."""
        block, end = sentence.block, sentence.end
        if any(hit.start >= act.start for hit in cues.hits(block, cues.SPEECH, "courtesy", sentence.start, end)):
            return True
        if speech.NOTES not in act.kinds:
            return False
        after = next((t.start for t in cues.tokens_in(block, act.end, end) if t.key not in ("the", "also")), end)
        places = self._people.get(block.block.index, People()).places
        titled = any(hit.start == after for name in ("honorifics", "roles") for hit in block.hits.get(name, ()))
        return titled or any(begin == after for begin, _, _ in places) or speech.SAYS not in act.kinds

    def _add(self, kind: Kind, rule: str, stretch: Stretch) -> None:
        stretch = stretch.trimmed()
        if not stretch.words:
            return
        question = self._open if kind == Kind.ANSWER else None
        self._entries.append(replace(entry(kind, rule, stretch), question=question))
        self._current = len(self._entries) - 1
        if kind == Kind.QUESTION:
            self._open, self._asked_in, self._written = self._current, stretch.place, False
        elif kind == Kind.ANSWER:
            self._asked_in = stretch.place
        else:
            self._open, self._written = None, False


def _names_party(stretch: Stretch) -> bool:
    """Return whether a lead ends with a party to the meeting: `The Board:`, `Arising from this, Members:`."""
    end = stretch.start + len(stretch.text.rstrip(" :–—-"))
    parties = (*stretch.block.hits.get(cues.PARTIES, ()), *stretch.block.hits.get("honorifics", ()))
    return any(hit.end == end and hit.start >= stretch.start for hit in parties)


def _label(stretch: Stretch) -> tuple[Kind | None, int]:
    """Return what a paragraph is labelled as (`Q1`, `Question:`, `Response:`), and where its words begin."""
    numbered = _NUMBERED.match(stretch.block.text, stretch.start)
    if numbered:
        return Kind.QUESTION if numbered["mark"] == "Q" else Kind.ANSWER, numbered.end()
    for notation, kind in (("question-opening", Kind.QUESTION), ("answer-opening", Kind.ANSWER)):
        hit = cues.opens(stretch.block, cues.OPENINGS, notation, stretch.start)
        sign = _SIGN.match(stretch.block.text, hit.end) if hit else None
        if sign:
            return kind, sign.end()
    return None, stretch.start


def _numbering(stretch: Stretch) -> str:
    """Return how a paragraph is marked: letters and figures alike; '' if it is not."""
    return re.sub(r"\d+", "0", re.sub(r"[a-z]+", "a", stretch.block.block.marker))


def _is_in_list(stretch: Stretch) -> bool:
    """Return whether a paragraph still belongs to a list: marked, or not a full sentence of its own."""
    return stretch.passage.listed or stretch.text[0].islower() or not stretch.text.endswith(".")


def _is_question(sentence: Stretch, act: Act) -> bool:
    """Return whether an act is a question, not a request for something to be done."""
    if speech.ASKS not in act.kinds:
        return False
    request = cues.opens(sentence.block, cues.ACTIONS, "requests", act.verb)
    return request is None or request.end < act.end or speech.asks_something(sentence.block, act.end, sentence.end)


def _is_only_action(action: actions.Action | None, acts: Sequence[Act]) -> bool:
    """Return whether a sentence says no more than what is to be done."""
    return action is not None and (action.rule == actions.REQUEST or not acts)


def _can_answer(act: Act, ask: Act) -> bool:
    """Return whether an act behind a question in one sentence answers it: somebody else speaks."""
    if speech.HEARS in act.kinds or speech.REPLIES in act.kinds or act.party == speech.NOBODY:
        return True
    own_subject = act.start < act.verb
    return own_subject and (act.party == speech.OFFICER != ask.party or speech.EXPLAINS in act.kinds)


def _answers(act: Act) -> bool:
    """Return whether an act that follows a question answers it."""
    if speech.REPLIES in act.kinds or speech.HEARS in act.kinds:
        return True
    if speech.MINDS in act.kinds or act.party == speech.ASSEMBLY:
        return False
    explains = speech.EXPLAINS in act.kinds and act.party != speech.PRONOUN
    return explains or act.party in (speech.OFFICER, speech.NOBODY)


def _is_conclusion(sentence: Stretch, act: Act) -> bool:
    """Return whether the meeting decides: `It was agreed that`, `The Committee noted the report`."""
    body = act.party in (speech.NOBODY, speech.ASSEMBLY) or _is_plural(sentence.block, act)
    if speech.DECIDES in act.kinds or speech.NOTES not in act.kinds:
        return body and speech.DECIDES in act.kinds
    behind = sentence.part(act.end, sentence.end)
    papers = cues.hits(behind.block, cues.PAPERS, "paper", behind.start, behind.end)
    noted = any(behind.part(act.end, paper.start).words <= NEAR_PAPER for paper in papers)
    is_paper_noted = act.party == speech.NOBODY and not sentence.block.text[act.start :].lower().startswith("it ")
    takes = noted and speech.SAYS in act.kinds and not behind.text.lstrip().startswith("that")
    return body and (is_paper_noted or takes)


def _is_plural(block: AnnotatedBlock, act: Act) -> bool:
    """Return whether all members are the subject, not one of them."""
    subject = block.text[act.start : act.verb].split()
    return act.party == speech.MEMBER and subject[-1:] != [] and subject[-1].endswith("s")


def _is_decided(acts: Sequence[Act]) -> bool:
    return bool(acts) and speech.DECIDES in acts[0].kinds and acts[0].party != speech.OFFICER
