// The picture of the network, to be moved and zoomed.
"use strict";

(() => {
  const tools = document.getElementById("movable");
  const picture = document.getElementById("picture");
  if (!tools || !picture || typeof cytoscape === "undefined") return;
  // The widget would add a style element of its own, which this site's policy forbids; its one rule is in site.css.
  const mark = document.createElement("meta");
  mark.id = "__________cytoscape_stylesheet";
  document.head.append(mark);

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const elements = () => [
    ...[...picture.querySelectorAll("g.node")].map((node) => ({
      data: { id: node.dataset.iri, label: node.dataset.label, colour: node.dataset.colour, to: node.querySelector("a")?.getAttribute("href") || "", side: node.dataset.anchor === "end" ? "left" : "right", gap: node.dataset.anchor === "end" ? -4 : 4 },
      position: { x: Number(node.dataset.x), y: Number(node.dataset.y) },
    })),
    ...[...picture.querySelectorAll("a[data-from]")].map((link) => ({
      data: { source: link.dataset.from, target: link.dataset.to, width: Number(link.dataset.width), to: link.getAttribute("href") },
    })),
  ];
  const draw = () => {
    const place = document.createElement("div");
    place.id = "graph";
    picture.replaceChildren(place);
    const graph = cytoscape({
      container: place,
      elements: drawn,
      layout: { name: "preset" },
      style: [
        { selector: "node", style: { "background-color": "data(colour)", label: "data(label)", width: 16, height: 16, color: css("--ink"), "font-size": 12, "text-valign": "center", "text-halign": "data(side)", "text-margin-x": "data(gap)", "text-outline-color": css("--card"), "text-outline-width": 2 } },
        { selector: "edge", style: { width: "data(width)", "line-color": css("--line-strong"), "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.7, "target-arrow-color": css("--line-strong") } },
        { selector: ".near", style: { "line-color": css("--accent"), "target-arrow-color": css("--accent"), "z-index": 9 } },
        { selector: ".far", style: { opacity: 0.2 } },
      ],
      minZoom: 0.2,
      maxZoom: 4,
    });
    graph.fit(undefined, 30);
    if (graph.zoom() > 1.3) graph.zoom(1.3);
    graph.center();
    graph.on("mouseover", "node", (event) => {
      const near = event.target.closedNeighborhood();
      graph.elements().not(near).addClass("far");
      near.edges().addClass("near");
    });
    graph.on("mouseout", "node", () => graph.elements().removeClass("far near"));
    graph.on("tap", "node, edge", (event) => { if (event.target.data("to")) location.href = event.target.data("to"); });
  };
  const drawn = elements();
  const still = [...picture.childNodes];
  const button = tools.querySelector("button");
  tools.hidden = false;
  button.addEventListener("click", () => {
    const moving = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!moving));
    button.textContent = moving ? "Move and zoom" : "Back to the still picture";
    if (moving) picture.replaceChildren(...still);
    else draw();
  });
})();
