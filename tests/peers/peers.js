// A request a line in, as JSON; an answer a line out: what a program that is not ours reads in a text of ours.
// {"reader": "turtle", "file": "graph.ttl"} → {"read": "… N-Quads …"} or {"error": "…"}

import { lintCypherQuery } from '@neo4j-cypher/language-support';
import cytoscape from 'cytoscape';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import jsonld from 'jsonld';
import N3 from 'n3';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { RdfXmlParser } from 'rdfxml-streaming-parser';

const rdf = format => text => nquads(new N3.Parser({ format }).parse(text));

function nquads(quads) {
  const writer = new N3.Writer({ format: 'N-Quads' });
  writer.addQuads(quads);
  return new Promise((resolve, reject) => writer.end((error, text) => (error ? reject(error) : resolve(text))));
}

function rdfxml(text) {
  return new Promise((resolve, reject) => {
    const quads = [];
    const parser = new RdfXmlParser();
    parser.on('data', quad => quads.push(quad));
    parser.on('error', reject);
    parser.on('end', () => resolve(nquads(quads)));
    parser.end(text);
  });
}

// Cytoscape Desktop and Cytoscape.js read the same elements; the latter needs `data.id` alone.
function network(text) {
  const shown = cytoscape({ headless: true, elements: JSON.parse(text).elements });
  return { nodes: shown.nodes().map(node => node.data()), links: shown.edges().map(edge => edge.data()) };
}

const graphology = library => text => {
  const graph = library.parse(Graph, text, { respectInputGraphType: false });
  return {
    directed: graph.type === 'directed',
    nodes: graph.mapNodes((id, told) => ({ id, ...told })),
    links: graph.mapEdges((id, told, source, target) => ({ id, source, target, ...told })),
  };
};

const READERS = {
  turtle: rdf('text/turtle'),
  trig: rdf('application/trig'),
  nt: rdf('N-Triples'),
  nq: rdf('N-Quads'),
  jsonld: text => jsonld.toRDF(JSON.parse(text), { format: 'application/n-quads' }),
  rdfxml,
  cytoscape: network,
  graphml: graphology(graphml),
  gexf: graphology(gexf),
  cypher: text => lintCypherQuery(text, {}).diagnostics.map(one => one.message),
};

async function answer(request) {
  try {
    return { read: await READERS[request.reader](readFileSync(request.file, 'utf8')) };
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + '\n');
}
