// The query's text with colours, completion and signs of faults; the answer stays the server's.
"use strict";

(() => {
  const field = document.getElementById("query");
  if (!field || typeof Yasgui === "undefined") return;
  const Yasqe = Yasgui.Yasqe;

  // Terms come from this server alone: what the graph uses, with its labels.
  const terms = (pattern) => async () => {
    const query = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
      PREFIX sc: <https://w3id.org/social-care-kg/def#> SELECT DISTINCT ?term WHERE { ${pattern} } ORDER BY ?term LIMIT 2000`;
    const answer = await fetch(`/sparql?query=${encodeURIComponent(query)}`, { headers: { Accept: "application/sparql-results+json" } });
    return answer.ok ? (await answer.json()).results.bindings.map((row) => row.term.value) : [];
  };
  const prefixes = {};
  for (const line of document.querySelectorAll("[data-prefix]")) prefixes[line.dataset.prefix] = line.dataset.iri;

  const completers = Yasqe.Autocompleters || {};
  for (const name of ["prefixes", "class", "property"]) if (completers[name]) Yasqe.forkAutocompleter(name, { name: `kg-${name}` }, false);
  const own = (name, get) => {
    const usual = completers[name];
    if (!usual) return [];
    Yasqe.registerAutocompleter({ ...usual, name: `kg-${name}`, persistenceId: null, bulk: true, get }, false);
    return [`kg-${name}`];
  };
  const names = [
    ...own("prefixes", () => Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`)),
    ...own("class", terms("?thing a ?term")),
    ...own("property", terms("?thing ?term ?value")),
    "variables",
  ];

  const place = document.createElement("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: false,
    autocompleters: names,
    prefixCcApi: "",
  });
  editor.getInputField().setAttribute("aria-label", "Query");
  const scroller = editor.getScrollerElement();
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", "The query, to be scrolled");
  field.hidden = true;
  const copy = () => { field.value = editor.getValue(); };
  editor.on("change", copy);
  field.form.addEventListener("submit", copy);
  editor.setOption("extraKeys", { ...editor.getOption("extraKeys"), "Ctrl-Enter": () => { copy(); field.form.requestSubmit(); }, Tab: false, "Shift-Tab": false });
})();
