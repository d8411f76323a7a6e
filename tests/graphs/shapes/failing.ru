# What each shape refuses: changes to conforming.trig. A heading names the one shape that objects to the change below it.

BASE <https://w3id.org/social-care-kg/>
PREFIX dct:    <http://purl.org/dc/terms/>
PREFIX foaf:   <http://xmlns.com/foaf/0.1/>
PREFIX oa:     <http://www.w3.org/ns/oa#>
PREFIX org:    <http://www.w3.org/ns/org#>
PREFIX owl:    <http://www.w3.org/2002/07/owl#>
PREFIX prov:   <http://www.w3.org/ns/prov#>
PREFIX rdfs:   <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sc:     <https://w3id.org/social-care-kg/def#>
PREFIX schema: <https://schema.org/>
PREFIX skos:   <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd:    <http://www.w3.org/2001/XMLSchema#>

# --- statements.ttl

## Document-path: none
DELETE WHERE { ?document sc:path ?path }

## Document-path: with a backslash
DELETE { ?document sc:path ?path } INSERT { ?document sc:path "press\\islington.txt" } WHERE { ?document sc:path ?path }

## Document-path: outside the folder
DELETE { ?document sc:path ?path } INSERT { ?document sc:path "/home/ruth/islington.txt" } WHERE { ?document sc:path ?path }

## Document-digest: cut off
DELETE { ?document sc:digest ?digest } INSERT { ?document sc:digest "9464ab" } WHERE { ?document sc:digest ?digest }

## Document-encoding: none
DELETE WHERE { ?document sc:encoding ?encoding }

## Document-type: two
INSERT { ?document dct:type <vocab/document-types/council-statement> } WHERE { ?document a sc:Document }

## Document-type: no concept
DELETE { ?document dct:type ?type } INSERT { ?document dct:type <vocab/document-types/leaflet> }
WHERE { ?document a sc:Document ; dct:type ?type }

## Document-typeKnown: none
DELETE { ?document dct:type ?type } WHERE { ?document a sc:Document ; dct:type ?type }

## Document-title: two
INSERT { ?document dct:title "Prospects promising for Islington" } WHERE { ?document a sc:Document }

## Document-publisher: an IRI
DELETE { ?document dct:publisher ?publisher } INSERT { ?document dct:publisher <id/organisation/gazette> }
WHERE { ?document dct:publisher ?publisher }

## Document-date: a day that does not exist
DELETE { ?document dct:date ?date } INSERT { ?document dct:date "2002-02-30"^^xsd:date } WHERE { ?document dct:date ?date }

## Document-date: in words
DELETE { ?document dct:date ?date } INSERT { ?document dct:date "November 2002" } WHERE { ?document dct:date ?date }

## Document-source: no web address
INSERT { ?document dct:source <file:///home/ruth/islington.txt> } WHERE { ?document a sc:Document }

## Document-license: in words
INSERT { ?document dct:license "OGL-UK-3.0" } WHERE { ?document a sc:Document }

## Document-rights: no words
INSERT { ?document dct:rights " " } WHERE { ?document a sc:Document }

## Document-run: none
DELETE { ?run prov:used ?document }
INSERT { ?run prov:used <id/document/other> . <id/document/other> a sc:Document ; sc:path "other.txt" ; sc:encoding "utf-8" ;
    sc:digest "0000000000000000000000000000000000000000000000000000000000000000" ; dct:type <vocab/document-types/news-article> }
WHERE { ?run prov:used ?document }

## Run-type: none
DELETE WHERE { ?run a prov:Activity }

## Run-document: two
INSERT { ?run prov:used <id/document/other> } WHERE { ?run a prov:Activity }

## Run-software: none
DELETE WHERE { ?run prov:wasAssociatedWith ?software }

## Graph-run: two
INSERT { ?graph prov:wasGeneratedBy <id/run/again> .
    <id/run/again> a prov:Activity ; prov:used ?document ; prov:wasAssociatedWith <id/software/kg> }
WHERE { ?graph prov:wasGeneratedBy/prov:used ?document }

## Statement-type: without the common class
DELETE DATA { <id/rating/home-care> a sc:Statement }

## Statement-type: without a class of its own
INSERT { <id/finding/gaps> a sc:Statement ; sc:evidence ?evidence ; sc:extractedBy <vocab/rules/quotation> }
WHERE { <id/rating/home-care> sc:evidence ?evidence }

## Statement-evidence: none
DELETE { <id/rating/home-care> sc:evidence ?evidence } INSERT { <id/rating/trust> sc:repeatedAt ?evidence }
WHERE { <id/rating/home-care> sc:evidence ?evidence }

## Statement-evidence: two
INSERT { <id/rating/home-care> sc:evidence ?evidence } WHERE { <id/rating/trust> sc:evidence ?evidence }

## Statement-extractedBy: none
DELETE WHERE { <id/comment/john-bolton> sc:extractedBy ?rule }

## Statement-extractedBy: no rule of the vocabulary
DELETE { <id/comment/john-bolton> sc:extractedBy ?rule } INSERT { <id/comment/john-bolton> sc:extractedBy <vocab/rules/guess> }
WHERE { <id/comment/john-bolton> sc:extractedBy ?rule }

## Statement-repeatedAt: the evidence itself
INSERT { <id/rating/trust> sc:repeatedAt ?evidence } WHERE { <id/rating/trust> sc:evidence ?evidence }

## Statement-piece: the whole document
INSERT { <id/comment/ruth-amery> sc:piece ?document } WHERE { ?document a sc:Document }

## Statement-asNamed: two names
INSERT DATA { <id/comment/ruth-amery> sc:asNamed "the leader" }

## Statement-when: empty
INSERT DATA { <id/rating/trust> sc:when "" }

## Mention: an authority without its role
DELETE WHERE { <id/mention/islington> sc:mentionRole ?role }

## Mention-mentions: two things
INSERT DATA { <id/mention/joint-review> sc:mentions <id/person/ruth-amery> }

## Mention-thing: nobody knows it
DELETE { <id/mention/joint-review> sc:mentions ?thing } INSERT { <id/mention/joint-review> sc:mentions <id/inspection/unheard-of> }
WHERE { <id/mention/joint-review> sc:mentions ?thing }

## Mention-role: none of the three
INSERT DATA { <id/mention/joint-review> sc:mentionRole <vocab/mention-roles/praised> }

## Mention-count: zero
DELETE { ?mention sc:mentionCount 2 } INSERT { ?mention sc:mentionCount 0 } WHERE { ?mention sc:mentionCount 2 }

## Mention-asNamed: none
DELETE WHERE { <id/mention/joint-review> sc:asNamed ?name }

## Mention-conductedBy: no inspectorate
INSERT DATA { <id/mention/joint-review> sc:conductedBy <id/organisation/joint-review-team> }

## Rating-judgement: neither value nor number
DELETE WHERE { <id/rating/serving> sc:ratingValue ?value }

## Rating-subject: a person
DELETE { <id/rating/trust> sc:ratingSubject ?subject } INSERT { <id/rating/trust> sc:ratingSubject <id/person/ruth-amery> }
WHERE { <id/rating/trust> sc:ratingSubject ?subject }

## Rating-area: two
INSERT DATA { <id/rating/serving> sc:judgementArea <vocab/areas/service-quality> }

## Rating-value: two
INSERT DATA { <id/rating/trust> sc:ratingValue <vocab/bv-stars/0> }

## Rating-stars: six
INSERT DATA { <id/rating/serving> sc:stars 6 }

## Rating-stars: in words
INSERT DATA { <id/rating/serving> sc:stars "two" }

## Rating-score: two
INSERT DATA { <id/rating/trust> sc:score 92.0 }

## Rating-status: none
DELETE WHERE { <id/rating/trust> sc:status ?status }

## Rating-status: none of the three
DELETE { <id/rating/trust> sc:status ?status } INSERT { <id/rating/trust> sc:status <vocab/statuses/rumoured> }
WHERE { <id/rating/trust> sc:status ?status }

## Rating-awardedIn: none
DELETE WHERE { <id/rating/trust> sc:awardedIn ?inspection }

## Rating-statedAs: none
DELETE WHERE { <id/rating/trust> sc:statedAs ?words }

## Rating-authority: two
INSERT DATA { <id/rating/trust> sc:authority <id/authority/E09000019> , <id/authority/E06000038> }

## Rating-ownAuthority: Islington's judgement given to Reading
DELETE DATA { <id/rating/earlier> sc:authority <id/authority/E09000019> } ;
INSERT DATA { <id/rating/earlier> sc:authority <id/authority/E06000038> }

## Rating-serviceAuthority: Islington's home care given to Reading
DELETE DATA { <id/rating/home-care> sc:authority <id/authority/E09000019> } ;
INSERT DATA { <id/rating/home-care> sc:authority <id/authority/E06000038> }

## Rating-named: a service without its words
DELETE WHERE { <id/rating/home-care> sc:asNamed ?words }

## Rating-scale: the quality of a service on the scale of a joint review
DELETE DATA { <id/rating/serving> sc:judgementArea <vocab/areas/serving-people-well> } ;
INSERT DATA { <id/rating/serving> sc:judgementArea <vocab/areas/service-quality> }

## Rating-regime: a judgement of a joint review from a best value inspection
DELETE DATA { <id/rating/serving> sc:awardedIn <id/inspection/joint-review> } ;
INSERT DATA { <id/rating/serving> sc:awardedIn <id/inspection/trust> }

## Rating-starsAgree: good, one star
DELETE DATA { <id/rating/home-care> sc:stars 2 } ;
INSERT DATA { <id/rating/home-care> sc:stars 1 }

## Rating-valueKnown: stars alone
DELETE WHERE { <id/rating/home-care> sc:ratingValue ?value }

## PostHeld: a post without words
DELETE WHERE { <id/comment/ruth-amery> sc:role ?role }

## Comment-speaker: an organisation
DELETE { <id/comment/john-bolton> sc:speaker ?speaker } INSERT { <id/comment/john-bolton> sc:speaker <id/organisation/joint-review-team> }
WHERE { <id/comment/john-bolton> sc:speaker ?speaker }

## Comment-text: nothing but space
DELETE { <id/comment/john-bolton> sc:text ?text } INSERT { <id/comment/john-bolton> sc:text " " }
WHERE { <id/comment/john-bolton> sc:text ?text }

## Comment-mode: two
INSERT DATA { <id/comment/john-bolton> sc:mode <vocab/modes/reported> }

## Comment-channel: none
DELETE WHERE { <id/comment/john-bolton> sc:channel ?channel }

## Comment-asNamed: none
DELETE WHERE { <id/comment/john-bolton> sc:asNamed ?name }

## Comment-post: two
INSERT DATA { <id/comment/john-bolton> sc:post <id/post/leader-of-the-council> }

## Comment-postKnown: none
DELETE WHERE { <id/comment/ruth-amery> sc:post ?post }

## Comment-role: two
INSERT DATA { <id/comment/john-bolton> sc:role "review director" }

## Comment-onBehalfOf: a person
DELETE { <id/comment/john-bolton> sc:onBehalfOf ?body } INSERT { <id/comment/john-bolton> sc:onBehalfOf <id/person/ruth-amery> }
WHERE { <id/comment/john-bolton> sc:onBehalfOf ?body }

## Comment-about: no authority
DELETE { <id/comment/john-bolton> sc:about ?authority } INSERT { <id/comment/john-bolton> sc:about <id/organisation/joint-review-team> }
WHERE { <id/comment/john-bolton> sc:about ?authority }

## Comment-aboutKnown: none
DELETE WHERE { <id/comment/john-bolton> sc:about ?authority }

## Membership: a post in another organisation
DELETE { ?membership org:organization ?body } INSERT { ?membership org:organization <id/authority/E06000038> }
WHERE { ?membership org:organization ?body }

## Membership-member: an organisation
DELETE { ?membership org:member ?person } INSERT { ?membership org:member <id/organisation/joint-review-team> }
WHERE { ?membership org:member ?person }

## Membership-role: none
DELETE WHERE { <id/membership/john-bolton> sc:role ?role ; sc:post ?post }

## Membership-roleConcept: no concept
DELETE { ?membership org:role ?role } INSERT { ?membership org:role <vocab/roles/supremo> } WHERE { ?membership org:role ?role }

## Membership-roleScheme: a client group
DELETE { ?membership org:role ?role } INSERT { ?membership org:role <vocab/client-groups/older-people> }
WHERE { ?membership org:role ?role }

## Membership-organization: a person
DELETE { ?membership org:organization ?body ; sc:post ?post } INSERT { ?membership org:organization <id/person/ruth-amery> }
WHERE { ?membership org:organization ?body ; sc:post ?post }

## Membership-post: a person
DELETE { ?membership org:organization ?body ; sc:post ?post } INSERT { ?membership sc:post <id/person/ruth-amery> }
WHERE { ?membership org:organization ?body ; sc:post ?post }

## Membership-asNamed: none
DELETE WHERE { <id/membership/john-bolton> sc:asNamed ?name }

## Membership-former: in words
INSERT DATA { <id/membership/john-bolton> sc:former "until 2001" }

## EmbeddedRelease-headline: empty
DELETE { ?release sc:headline ?headline } INSERT { ?release sc:headline "" } WHERE { ?release sc:headline ?headline }

## EmbeddedRelease-type: none
DELETE { ?release dct:type ?type } WHERE { ?release a sc:EmbeddedRelease ; dct:type ?type }

## EmbeddedRelease-authority: no authority
DELETE { ?release sc:authority ?authority } INSERT { ?release sc:authority <id/organisation/joint-review-team> }
WHERE { ?release a sc:EmbeddedRelease ; sc:authority ?authority }

## Evidence-source: two
INSERT { ?evidence oa:hasSource <id/document/other> } WHERE { <id/rating/trust> sc:evidence ?evidence }

## Evidence-selectors: three
INSERT { ?evidence oa:hasSelector <id/span/1-2/page> } WHERE { <id/rating/trust> sc:evidence ?evidence }

## Evidence-selectorTypes: one of no type
DELETE { ?selector a oa:TextQuoteSelector } WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector }

## Evidence-pageStart: counted from 0
INSERT { ?evidence schema:pageStart 0 ; schema:pageEnd 1 } WHERE { ?evidence a oa:SpecificResource }

## Evidence-pageEnd: in words
INSERT { ?evidence schema:pageEnd "three" } WHERE { ?evidence a oa:SpecificResource }

## Evidence-pages: the last before the first
INSERT { ?evidence schema:pageStart 4 ; schema:pageEnd 3 } WHERE { ?evidence a oa:SpecificResource }

## Evidence-used: by no statement
DELETE WHERE { ?statement sc:repeatedAt ?evidence }

## Position-start: none
DELETE { ?selector oa:start ?start } WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector . ?selector oa:start ?start }

## Position-end: below zero
DELETE { ?selector oa:start ?start ; oa:end ?end } INSERT { ?selector oa:start "0"^^xsd:nonNegativeInteger ; oa:end "5"^^xsd:integer }
WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end }

## Position-order: ends where it starts
DELETE { ?selector oa:end ?end } INSERT { ?selector oa:end ?start }
WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end }

## Position-of: nothing
INSERT DATA { <id/span/1-2/position> a oa:TextPositionSelector ;
    oa:start "1"^^xsd:nonNegativeInteger ; oa:end "2"^^xsd:nonNegativeInteger }

## Quote-exact: nothing but space
DELETE { ?selector oa:exact ?words } INSERT { ?selector oa:exact " " }
WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector . ?selector oa:exact ?words }

## Quote-prefix: too long
DELETE { ?selector oa:prefix ?words } INSERT { ?selector oa:prefix "Best value inspections were made at the same time" }
WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector . ?selector oa:prefix ?words }

## Quote-suffix: two
INSERT { ?selector oa:suffix " said the review" }
WHERE { <id/rating/trust> sc:evidence/oa:hasSelector ?selector . ?selector oa:exact ?words }

## Quote-of: nothing
INSERT DATA { <id/span/1-2/quote> a oa:TextQuoteSelector ; oa:exact "excellent" }

## Concern-authority: two
INSERT DATA { <id/measurement/called-good> sc:authority <id/authority/E06000038> }

## Concern-authority: a committee
DELETE { <id/minute/action> sc:authority ?old } INSERT { <id/minute/action> sc:authority <id/organisation/joint-review-team> }
WHERE { <id/minute/action> sc:authority ?old }

## Concern-authorityKnown: none
DELETE WHERE { <id/recommendation/carers> sc:authority ?authority }

## Claim-channel: none
DELETE WHERE { <id/quotation/ambitious> sc:channel ?channel }

## Claim-channel: two
INSERT DATA { <id/recommendation/carers> sc:channel <vocab/channels/report> }

## Claim-text: none
DELETE WHERE { <id/finding/day-care> sc:text ?text }

## Claim-text: nothing but space
DELETE { <id/minute/question> sc:text ?old } INSERT { <id/minute/question> sc:text " " }
WHERE { <id/minute/question> sc:text ?old }

## Topic-clientGroup: no concept
INSERT DATA { <id/finding/day-care> sc:clientGroup <vocab/client-groups/gardeners> }

## Topic-clientGroup: a service type
INSERT DATA { <id/recommendation/carers> sc:clientGroup <vocab/service-types/home-care> }

## Topic-serviceType: a client group
INSERT DATA { <id/finding/day-care> sc:serviceType <vocab/client-groups/older-people> }

## StatedBy: two
INSERT DATA { <id/quotation/ambitious> sc:statedBy <id/authority/E09000019> }

## StatedBy: the document
INSERT { <id/measurement/called-good> sc:statedBy ?document } WHERE { ?document a sc:Document }

## SourceWords: empty
DELETE { <id/finding/day-care> sc:sourceWords ?old } INSERT { <id/finding/day-care> sc:sourceWords "" }
WHERE { <id/finding/day-care> sc:sourceWords ?old }

## SourceWords: two
INSERT DATA { <id/finding/day-care> sc:sourceWords "the review" }

## Finding-valence: none
DELETE WHERE { <id/finding/day-care> sc:valence ?valence }

## Finding-valence: two
INSERT DATA { <id/finding/day-care> sc:valence <vocab/valences/strength> }

## Finding-valence: none of the four
DELETE { <id/finding/day-care> sc:valence ?old } INSERT { <id/finding/day-care> sc:valence <vocab/valences/scandal> }
WHERE { <id/finding/day-care> sc:valence ?old }

## Finding-reason: a measurement
DELETE { <id/finding/day-care> sc:givesReasonFor ?old } INSERT { <id/finding/day-care> sc:givesReasonFor <id/measurement/called-good> }
WHERE { <id/finding/day-care> sc:givesReasonFor ?old }

## Finding-reasonAuthority: the rating of another authority
DELETE { <id/finding/day-care> sc:authority ?old } INSERT { <id/finding/day-care> sc:authority <id/authority/E06000038> }
WHERE { <id/finding/day-care> sc:authority ?old }

## Recommendation-kind: none
DELETE WHERE { <id/recommendation/carers> sc:kind ?kind }

## Recommendation-kind: that of an event
DELETE { <id/recommendation/carers> sc:kind ?old } INSERT { <id/recommendation/carers> sc:kind <vocab/event-types/re-inspection> }
WHERE { <id/recommendation/carers> sc:kind ?old }

## Measurement-value: in words
DELETE { <id/measurement/home-care> sc:value ?old } INSERT { <id/measurement/home-care> sc:value "a quarter of a million" }
WHERE { <id/measurement/home-care> sc:value ?old }

## Measurement-value: none
DELETE WHERE { <id/measurement/home-care> sc:value ?value }

## Measurement-valueTo: an integer
DELETE { <id/measurement/called-good> sc:valueTo ?old } INSERT { <id/measurement/called-good> sc:valueTo 85 }
WHERE { <id/measurement/called-good> sc:valueTo ?old }

## Measurement-range: it ends where it begins
DELETE { <id/measurement/called-good> sc:valueTo ?old } INSERT { <id/measurement/called-good> sc:valueTo 80.0 }
WHERE { <id/measurement/called-good> sc:valueTo ?old }

## Measurement-range: it goes down
DELETE { <id/measurement/called-good> sc:valueTo ?old } INSERT { <id/measurement/called-good> sc:valueTo 64.0 }
WHERE { <id/measurement/called-good> sc:valueTo ?old }

## Measurement-unit: no unit of the vocabulary
DELETE WHERE { <id/measurement/called-good> sc:unit ?unit ; sc:kind ?kind } ;
INSERT DATA { <id/measurement/called-good> sc:unit <http://qudt.org/vocab/unit/ACRE> ; sc:kind <vocab/measurement-kinds/money-or-area> .
    <vocab/measurement-kinds/money-or-area> skos:inScheme <vocab/measurement-kinds> }

## Measurement-kind: none
DELETE WHERE { <id/measurement/called-good> sc:kind ?kind }

## Measurement-kind: that of an event
DELETE { <id/measurement/called-good> sc:kind ?old } INSERT { <id/measurement/called-good> sc:kind <vocab/event-types/re-inspection> }
WHERE { <id/measurement/called-good> sc:kind ?old }

## Measurement-measures: none
DELETE WHERE { <id/measurement/called-good> sc:measures ?words }

## Measurement-population: two
INSERT DATA { <id/measurement/called-good> sc:population "carers" }

## Measurement-qualifier: empty
DELETE { <id/measurement/called-good> sc:qualifier ?old } INSERT { <id/measurement/called-good> sc:qualifier "" }
WHERE { <id/measurement/called-good> sc:qualifier ?old }

## Measurement-period: a year
DELETE { <id/measurement/called-good> sc:period ?old } INSERT { <id/measurement/called-good> sc:period "2001"^^xsd:gYear }
WHERE { <id/measurement/called-good> sc:period ?old }

## Measurement-percent: a percentage in pounds
DELETE { <id/measurement/called-good> sc:unit ?old } INSERT { <id/measurement/called-good> sc:unit <http://qudt.org/vocab/currency/GBP> }
WHERE { <id/measurement/called-good> sc:unit ?old }

## Measurement-pounds: money in per cent
DELETE { <id/measurement/home-care> sc:unit ?unit ; sc:value ?value } INSERT { <id/measurement/home-care> sc:unit <http://qudt.org/vocab/unit/PERCENT> ; sc:value 25.0 }
WHERE { <id/measurement/home-care> sc:unit ?unit ; sc:value ?value }

## Measurement-share: 280 per cent
DELETE { <id/measurement/called-good> sc:valueTo ?old } INSERT { <id/measurement/called-good> sc:valueTo 280.0 }
WHERE { <id/measurement/called-good> sc:valueTo ?old }

## Measurement-share: below nothing
DELETE { <id/measurement/called-good> sc:value ?old } INSERT { <id/measurement/called-good> sc:value "-5.0"^^xsd:decimal }
WHERE { <id/measurement/called-good> sc:value ?old }

## Event-event: none
DELETE WHERE { <id/event/re-inspection> sc:event ?event }

## Event-kind: that of a recommendation
DELETE { <id/event/re-inspection> sc:kind ?old } INSERT { <id/event/re-inspection> sc:kind <vocab/recommendation-kinds/suggestion> }
WHERE { <id/event/re-inspection> sc:kind ?old }

## Event-status: that of a rating
DELETE { <id/event/re-inspection> sc:status ?old } INSERT { <id/event/re-inspection> sc:status <vocab/statuses/previous> }
WHERE { <id/event/re-inspection> sc:status ?old }

## Event-status: none
DELETE WHERE { <id/event/re-inspection> sc:status ?status }

## Event-whenValue: a month that does not exist
DELETE { <id/event/re-inspection> sc:whenValue ?old } INSERT { <id/event/re-inspection> sc:whenValue "2002-13"^^xsd:gYearMonth }
WHERE { <id/event/re-inspection> sc:whenValue ?old }

## Event-whenValue: in words
DELETE { <id/event/re-inspection> sc:whenValue ?old } INSERT { <id/event/re-inspection> sc:whenValue "September 2002" }
WHERE { <id/event/re-inspection> sc:whenValue ?old }

## Event-covers: two
INSERT DATA { <id/event/re-inspection> sc:covers "the council" }

## EventDated: a date without words
DELETE WHERE { <id/event/re-inspection> sc:when ?when }

## ProgrammeMention-programme: nobody knows it
DELETE { <id/programme-mention/clinic> sc:programme ?old } INSERT { <id/programme-mention/clinic> sc:programme <id/programme/unheard-of> }
WHERE { <id/programme-mention/clinic> sc:programme ?old }

## ProgrammeMention-asNamed: none
DELETE WHERE { <id/programme-mention/clinic> sc:asNamed ?name }

## ProgrammeMention-kind: none
DELETE WHERE { <id/programme-mention/clinic> sc:kind ?kind }

## ProgrammeMention-partner: a person
INSERT DATA { <id/programme-mention/clinic> sc:partner <id/person/ruth-amery> }

## Quotation-body: a person
DELETE { <id/quotation/ambitious> sc:statedBy ?old } INSERT { <id/quotation/ambitious> sc:statedBy <id/person/ruth-amery> }
WHERE { <id/quotation/ambitious> sc:statedBy ?old }

## Quotation-sourceKnown: none
DELETE WHERE { <id/quotation/ambitious> sc:statedBy ?body ; sc:sourceWords ?words }

## MeetingEntry-kind: none
DELETE WHERE { <id/minute/action> sc:kind ?kind ; sc:owner ?owner }

## MeetingEntry-kind: none of the six
DELETE { <id/minute/action> sc:kind ?kind ; sc:owner ?owner } INSERT { <id/minute/action> sc:kind <vocab/minute-kinds/applause> }
WHERE { <id/minute/action> sc:kind ?kind ; sc:owner ?owner }

## MeetingEntry-committee: two
INSERT DATA { <id/minute/action> sc:committee "the cabinet" }

## MeetingEntry-item: a number
DELETE { <id/minute/action> sc:item ?old } INSERT { <id/minute/action> sc:item 3 }
WHERE { <id/minute/action> sc:item ?old }

## MeetingEntry-answers: nobody knows it
DELETE { <id/minute/answer> sc:answers ?old } INSERT { <id/minute/answer> sc:answers <id/minute/unheard-of> }
WHERE { <id/minute/answer> sc:answers ?old }

## MeetingEntry-question: an action
DELETE { <id/minute/answer> sc:answers ?old } INSERT { <id/minute/answer> sc:answers <id/minute/action> }
WHERE { <id/minute/answer> sc:answers ?old }

## MeetingEntry-owner: empty
DELETE { <id/minute/action> sc:owner ?old } INSERT { <id/minute/action> sc:owner "" }
WHERE { <id/minute/action> sc:owner ?old }

## MeetingEntry-answerKind: a question
DELETE { <id/minute/answer> sc:kind ?old } INSERT { <id/minute/answer> sc:kind <vocab/minute-kinds/question> }
WHERE { <id/minute/answer> sc:kind ?old }

## MeetingEntry-actionKind: a statement
DELETE { <id/minute/action> sc:kind ?old } INSERT { <id/minute/action> sc:kind <vocab/minute-kinds/statement> }
WHERE { <id/minute/action> sc:kind ?old }

## MeetingEntry-answered: no question
DELETE WHERE { <id/minute/answer> sc:answers ?question }

# --- things.ttl

## Thing-label: two
INSERT DATA { <id/person/john-bolton> rdfs:label "Mr John Bolton" }

## Thing-label: with a language
DELETE { ?person rdfs:label ?label } INSERT { ?person rdfs:label "Ruth Amery"@en }
WHERE { ?person dct:identifier "ruth-amery_E09000019" ; rdfs:label ?label }

## Thing-label: a programme without a name
DELETE WHERE { <id/programme/low-vision-clinic> rdfs:label ?label }

## Thing-key: none
DELETE WHERE { <id/provider/oakfield-trust> dct:identifier ?key }

## Post-in: nothing
DELETE WHERE { <id/post/leader-of-the-council> org:postIn ?body }

## Service-authority: none
INSERT DATA { <id/service/day-centres> a sc:Service ; rdfs:label "Day centres" ; dct:identifier "E09000019_day-centres" }

## Service-type: no concept
INSERT DATA { <id/service/home-care> sc:serviceType <vocab/service-types/gardening> }

## Service-typeScheme: a client group
INSERT DATA { <id/service/home-care> sc:serviceType <vocab/client-groups/older-people> }

## Service-clientGroup: no concept
INSERT DATA { <id/service/home-care> sc:clientGroup <vocab/client-groups/gardeners> }

## Service-clientGroupScheme: a service type
INSERT DATA { <id/service/home-care> sc:clientGroup <vocab/service-types/home-care> }

## Inspection-regime: two
INSERT DATA { <id/inspection/trust> sc:underRegime <vocab/regimes/joint-review> }

## Inspection-regimeKnown: none
DELETE WHERE { <id/inspection/trust> sc:underRegime ?regime }

## Inspection-inspects: nothing
DELETE WHERE { <id/inspection/trust> sc:inspects ?subject }

## Decision-samePerson: two
INSERT DATA { <id/person/r-amery> sc:samePersonAs <id/person/ruth-emery> }

## Decision-samePerson: the same and not the same
INSERT DATA { <id/person/r-amery> sc:notSamePersonAs <id/person/ruth-amery> }

## Decision-notSamePerson: by name only
INSERT DATA { <id/person/r-amery> sc:notSamePersonAs "Robert Amery" }

## Decision-sameInspection: two
INSERT DATA { <id/inspection/review-of-islington> sc:sameInspectionAs <id/inspection/earlier> }

# --- vocabulary.ttl

## Entry-label: two
INSERT DATA { <vocab/bodies/ssi> rdfs:label "SSI" }

## Entry-label: none
DELETE WHERE { <vocab/rules/quotation> rdfs:label ?label }

## Entry-label: a unit without one
DELETE WHERE { <http://qudt.org/vocab/unit/PERCENT> rdfs:label ?label }

## Entry-prefLabel: two
INSERT DATA { <vocab/bv-stars/0> skos:prefLabel "Poor"@en }

## Entry-altLabel: without a language
INSERT DATA { <vocab/bv-stars/0> skos:altLabel "poor, nil stars" }

## Entry-altLabel: the preferred label again
INSERT DATA { <vocab/bv-stars/0> skos:altLabel "Poor (no star)"@en }

## Entry-hiddenLabel: another label again
INSERT DATA { <vocab/bv-stars/0> skos:hiddenLabel "poor, no star"@en }

## Entry-example: an example against as well
INSERT DATA { <vocab/joint-review-serving/some> sc:counterExample "Some people are served well."@en }

## CounterExample-text: without a language
INSERT DATA { <vocab/joint-review-serving/some> sc:counterExample "Some time ago" }

## ValueWord-text: with a language
INSERT DATA { <vocab/bv-stars/0> sc:valueWord "bad"@en }

## Concept: a role without an example
DELETE WHERE { <vocab/roles/director> skos:example ?line }

## Concept-prefLabel: none
DELETE WHERE { <vocab/client-groups/older-people> skos:prefLabel ?label }

## Concept-scheme: none
DELETE WHERE { <vocab/regions/london> skos:inScheme ?scheme }

## Concept-notation: with a space
INSERT DATA { <vocab/client-groups/carers> a skos:Concept ; skos:inScheme <vocab/client-groups> ;
    rdfs:label "carers" ; skos:prefLabel "carers"@en ; skos:notation "the carers" }

## JudgementArea-scale: none
INSERT DATA { <vocab/areas/leadership> a skos:Concept , sc:JudgementArea ; skos:inScheme <vocab/areas> ;
    rdfs:label "leadership" ; skos:prefLabel "leadership"@en ; skos:notation "leadership" }

## Scale-area: none
INSERT DATA { <vocab/regimes/best-value> sc:usesScale <vocab/bv-prospects> .
    <vocab/bv-prospects> a sc:Scale ; rdfs:label "Best value prospects" } ;
INSERT { ?value skos:inScheme <vocab/bv-prospects> ; a skos:Concept , sc:ScaleValue ; skos:notation "n" ; sc:rank 1 ;
    rdfs:label "likely" ; skos:prefLabel "likely"@en ; skos:example "It will probably improve."@en }
WHERE { VALUES ?value { <vocab/bv-prospects/probably> <vocab/bv-prospects/yes> } }

## Scale-values: one
INSERT DATA { <vocab/regimes/best-value> sc:usesScale <vocab/bv-prospects> .
    <vocab/bv-prospects> a sc:Scale ; rdfs:label "Best value prospects" ; sc:judgementArea <vocab/areas/service-quality> .
    <vocab/bv-prospects/probably> skos:inScheme <vocab/bv-prospects> ; a skos:Concept , sc:ScaleValue ; skos:notation "n" ;
        rdfs:label "likely" ; skos:prefLabel "likely"@en ; sc:rank 1 ; skos:example "It will probably improve."@en }

## Scale-regime: none
DELETE DATA { <vocab/regimes/joint-review> sc:usesScale <vocab/joint-review-serving> } ;
INSERT DATA { <vocab/regimes/joint-review> sc:usesScale <vocab/bv-stars> } ;
DELETE { ?rating sc:ratingValue ?value } INSERT { ?rating sc:ratingValue <vocab/bv-stars/0> ; sc:judgementArea <vocab/areas/service-quality> }
WHERE { ?rating sc:ratingValue ?value . ?value skos:inScheme <vocab/joint-review-serving> } ;
DELETE { ?rating sc:judgementArea <vocab/areas/serving-people-well> } WHERE { ?rating a sc:Rating }

## ScaleValue-scale: a scheme of another kind
INSERT DATA { <vocab/areas/good> a skos:Concept , sc:ScaleValue ; skos:inScheme <vocab/areas> ; skos:notation "good" ; sc:rank 1 ;
    rdfs:label "good" ; skos:prefLabel "good"@en ; skos:example "The service is good."@en }

## ScaleValue-rank: none
DELETE WHERE { <vocab/bv-stars/0> sc:rank ?rank }

## ScaleValue-stars: two numbers
INSERT DATA { <vocab/bv-stars/0> sc:stars 1 }

## ScaleValue-example: none
DELETE WHERE { <vocab/bv-stars/0> skos:example ?line }

## InspectionRegime-scale: none
INSERT DATA { <vocab/regimes/cpa> a sc:InspectionRegime ; rdfs:label "comprehensive assessment" ; sc:appliesTo sc:LocalAuthority ;
    sc:usesConstruction <vocab/rules/quotation> ; sc:conductedBy <vocab/bodies/audit-commission> }

## InspectionRegime-appliesTo: a person
INSERT DATA { <vocab/regimes/joint-review> sc:appliesTo foaf:Person }

## InspectionRegime-construction: none
DELETE WHERE { <vocab/regimes/joint-review> sc:usesConstruction ?rule }

## InspectionRegime-body: none
DELETE WHERE { <vocab/regimes/joint-review> sc:conductedBy ?body }

## Rule-notation: with a capital
DELETE DATA { <vocab/rules/quotation> skos:notation "quotation" } ;
INSERT DATA { <vocab/rules/quotation> skos:notation "Quotation" }

## LocalAuthority-key: none
DELETE WHERE { <id/authority/E06000038> dct:identifier ?key }

## LocalAuthority-type: none
DELETE WHERE { <id/authority/E06000038> org:classification ?type }

## LocalAuthority-region: two
INSERT DATA { <id/authority/E06000038> sc:region <vocab/regions/london> }

## LocalAuthority-socialServices: in words
DELETE DATA { <id/authority/E06000038> sc:socialServices true } ;
INSERT DATA { <id/authority/E06000038> sc:socialServices "yes" }

## LocalAuthority-nameStyle: no concept
INSERT DATA { <id/authority/E06000038> sc:nameStyle <vocab/name-styles/royal> }

## LocalAuthority-shortName: the label again
INSERT DATA { <id/authority/E06000038> sc:shortName "Reading" }

## LocalAuthority-onlyWithKind: with a language
INSERT DATA { <id/authority/x-berkshire> sc:onlyWithKind "Royal"@en }

## LocalAuthority-commonWord: with a language
INSERT DATA { <id/authority/E06000038> sc:commonWord "reading"@en }

## LocalAuthority-founded: after its end
DELETE { ?authority schema:foundingDate ?date } INSERT { ?authority schema:foundingDate "1999-04-01"^^xsd:date }
WHERE { ?authority schema:dissolutionDate ?end ; schema:foundingDate ?date }

## LocalAuthority-dissolved: twice
INSERT DATA { <id/authority/x-berkshire> schema:dissolutionDate "1999-03-31"^^xsd:date }

## LocalAuthority-successor: nobody knows it
INSERT DATA { <id/authority/x-berkshire> dct:isReplacedBy <id/authority/x-thames-valley> }

## NameStyle-suffix: with a language
INSERT DATA { <vocab/name-styles/london-borough> sc:nameSuffix "Council"@en }

## NameStyle-prefix: empty
INSERT DATA { <vocab/name-styles/london-borough> sc:namePrefix "" }

## Term-label: none
INSERT DATA { sc:Finding a owl:Class ; rdfs:comment "A strength or a weakness."@en ; skos:scopeNote "No other class says so."@en }

## Term-comment: none
INSERT DATA { sc:Finding a owl:Class ; rdfs:label "finding"@en ; skos:scopeNote "No other class says so."@en }

## Term-reason: none
INSERT DATA { sc:Finding a owl:Class ; rdfs:label "finding"@en ; rdfs:comment "A strength or a weakness."@en }
