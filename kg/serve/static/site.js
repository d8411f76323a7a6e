// What pages do more with JavaScript; all of them work without it.
"use strict";

// A document: a fact and its words light up together.
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const spans = new Map();
  for (const span of text.querySelectorAll(".fact")) {
    const at = span.dataset.at;
    spans.set(at, [...(spans.get(at) || []), span]);
  }
  const cards = [...document.querySelectorAll(".card")];
  const cardsAt = new Map();
  for (const card of cards)
    for (const at of card.dataset.at.split(" ")) cardsAt.set(at, [...(cardsAt.get(at) || []), card]);

  let lit = [];
  const light = (elements) => {
    for (const element of lit) element.classList.remove("lit");
    lit = elements;
    for (const element of lit) element.classList.add("lit");
  };
  const words = (card) => [...new Set(card.dataset.at.split(" "))].flatMap((at) => spans.get(at) || []);
  const reveal = (card) => {
    const list = card.closest(".beside");
    if (list.scrollHeight > list.clientHeight) list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
  };
  for (const card of cards) {
    const both = () => light([card, ...words(card)]);
    card.addEventListener("mouseenter", both);
    card.addEventListener("focusin", both);
    card.addEventListener("mouseleave", () => light([]));
  }
  const over = (event) => {
    const span = event.target.closest(".fact");
    if (!span) return light([]);
    const found = cardsAt.get(span.dataset.at) || [];
    light([...(spans.get(span.dataset.at) || []), ...found]);
    if (found.length) reveal(found[0]);
  };
  text.addEventListener("mouseover", over);
  text.addEventListener("focusin", over);
  text.addEventListener("mouseleave", () => light([]));
  const arrived = () => {
    const at = decodeURIComponent(location.hash.slice(1));
    const found = cardsAt.get(at) || [];
    if (spans.has(at)) light([...spans.get(at), ...found]);
    if (found.length) reveal(found[0]);
  };
  addEventListener("hashchange", arrived);
  arrived();
})();
