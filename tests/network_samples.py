"""A small graph with everything that the projections show, made of sentences with their evidence."""

from __future__ import annotations

from kg.store import Store

_PREFIXES = """@base <https://w3id.org/social-care-kg/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sc: <https://w3id.org/social-care-kg/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

_THINGS = """
<graph/register> {
    <id/authority/E08000001> a sc:LocalAuthority ; rdfs:label "Bolton" .
    <id/authority/E06000012> a sc:LocalAuthority ; rdfs:label "North East Lincolnshire" .
    <id/authority/E09000019> a sc:LocalAuthority ; rdfs:label "Islington" .
    <id/authority/E09000007> a sc:LocalAuthority ; rdfs:label "Camden" .
}
<graph/vocabularies> {
    <vocab/bodies/joint-reviews> a sc:Inspectorate , skos:Concept ; rdfs:label "Joint Reviews" .
    <vocab/service-types/community-meals> a skos:Concept ; rdfs:label "Community meals" .
    <vocab/bv-stars/1> a skos:Concept , sc:ScaleValue ; rdfs:label "Fair (one star)" .
    <vocab/areas/service-quality> a skos:Concept , sc:JudgementArea ; rdfs:label "service quality" .
    <vocab/statuses/current> a skos:Concept ; rdfs:label "current" .
    <vocab/rules/sample> a skos:Concept , sc:Rule ; rdfs:label "a rule" .
}
<graph/entities> {
    <id/person/john-bolton_joint-reviews> a foaf:Person ; rdfs:label "John Bolton" .
    <id/person/cliff-morris_E08000001> a foaf:Person ; rdfs:label "Cliff Morris" .
    <id/person/len-taylor_E06000012> a foaf:Person ; rdfs:label "Len Taylor" .
    <id/person/ann-smith_d-1> a foaf:Person ; rdfs:label "Ann Smith" .
    <id/person/ann-smith_d-2> a foaf:Person ; rdfs:label "Ann Smith" .
    <id/organisation/age-concern> a org:Organization ; rdfs:label "Age Concern" .
    <id/service/E08000001_meals> a sc:Service ; rdfs:label "Meals" ; sc:authority <id/authority/E08000001> ;
        sc:serviceType <vocab/service-types/community-meals> .
    <id/service/E08000001_help-at-large> a sc:Service ; rdfs:label "Help at large" ;
        sc:authority <id/authority/E08000001> .
    <id/programme/E09000019_low-vision-clinic> a sc:Programme ; rdfs:label "Low Vision Clinic" .
    <id/inspection/x> a sc:Inspection ; rdfs:label "joint review of Bolton" ; sc:inspects <id/authority/E08000001> .
}
"""

_BOLTON, _LINCOLNSHIRE = "<id/authority/E08000001>", "<id/authority/E06000012>"
_ISLINGTON, _CAMDEN = "<id/authority/E09000019>", "<id/authority/E09000007>"
_JOHN = "<id/person/john-bolton_joint-reviews>"
_CLIFF, _LEN = "<id/person/cliff-morris_E08000001>", "<id/person/len-taylor_E06000012>"


def _comment(speaker: str, body: str, about: str, text: str) -> str:
    said = f'sc:speaker {speaker} ; sc:onBehalfOf {body} ; sc:about {about} ; sc:text "{text}"'
    return f"a sc:Statement , sc:Comment ; {said}"


def _membership(person: str, body: str, role: str) -> str:
    return f'a sc:Statement , sc:Membership ; org:member {person} ; org:organization {body} ; sc:role "{role}"'


def _rating(service: str, status: str) -> str:
    return (
        f"a sc:Statement , sc:Rating ; sc:ratingSubject <id/service/E08000001_{service}> ; sc:authority {_BOLTON} ; "
        "sc:ratingValue <vocab/bv-stars/1> ; sc:judgementArea <vocab/areas/service-quality> ; sc:stars 1 ; "
        f'sc:status <vocab/statuses/{status}> ; sc:statedAs "fair, one star"'
    )


_BODY = "<vocab/bodies/joint-reviews>"
_STATEMENTS = {
    "bolton.txt": (
        _comment(_JOHN, _BODY, _BOLTON, "Inclusion has a strong base."),
        _comment(_JOHN, _BODY, _BOLTON, "Staff are committed."),
        _comment(_CLIFF, _BOLTON, _BOLTON, "It is gratifying."),
        _membership(_CLIFF, _BOLTON, "executive member"),
        _membership(_CLIFF, _BOLTON, "Executive Member"),
        _membership(_JOHN, _BODY, "director of joint reviews"),
        f"a sc:Statement , sc:Mention ; sc:mentions {_BOLTON}",
        f"a sc:Statement , sc:Mention ; sc:mentions {_LINCOLNSHIRE}",
        f"a sc:Statement , sc:Mention ; sc:mentions <id/inspection/x> ; sc:conductedBy {_BODY}",
        _rating("meals", "current"),
        _rating("help-at-large", "current"),
        _rating("meals", "previous"),
    ),
    "lincolnshire.txt": (
        _comment(_JOHN, _BODY, _LINCOLNSHIRE, "It is still a challenge."),
        _comment(_LEN, _LINCOLNSHIRE, _LINCOLNSHIRE, "This council will rise."),
        f"a sc:Statement , sc:Mention ; sc:mentions {_BOLTON}",
        f"a sc:Statement , sc:Mention ; sc:mentions {_LINCOLNSHIRE}",
        f"a sc:Statement , sc:Mention ; sc:mentions {_CAMDEN}",
    ),
    "islington.txt": (
        f"a sc:Statement , sc:Mention ; sc:mentions {_ISLINGTON}",
        "a sc:Statement , sc:ProgrammeMention ; sc:programme <id/programme/E09000019_low-vision-clinic> ; "
        f'sc:asNamed "Low Vision Clinic" ; sc:authority {_ISLINGTON} ; '
        f"sc:partner <id/organisation/age-concern> , {_ISLINGTON}",
    ),
}


def _document(number: int, path: str) -> str:
    digest = f"{number:016x}"
    said = "\n".join(_proved(digest, place, text) for place, text in enumerate(_STATEMENTS[path]))
    about = f'<id/document/{digest}> a sc:Document ; sc:path "{path}" ; sc:digest "{digest}" .'
    run = f"<graph/document/{digest}> prov:wasGeneratedBy <id/run/{digest}> . <id/run/{digest}> a prov:Activity ."
    return f"<graph/document/{digest}> {{\n{about}\n{run}\n{said}\n}}\n"


def _proved(digest: str, place: int, text: str) -> str:
    span = f"id/span/{digest}_{place}-{place + 9}"
    return (
        f"<id/statement/{digest}-{place:02}> {text} ; sc:evidence <{span}> ; sc:extractedBy <vocab/rules/sample> .\n"
        f"<{span}> a oa:SpecificResource ; oa:hasSource <id/document/{digest}> ; oa:hasSelector <{span}/position> .\n"
        f"<{span}/position> a oa:TextPositionSelector ; oa:start {place} ; oa:end {place + 9} ."
    )


TRIG = _PREFIXES + _THINGS + "".join(_document(number, path) for number, path in enumerate(_STATEMENTS, 1))


def store() -> Store:
    """Return the graph, to be asked."""
    return Store.from_trig(TRIG)
