// Walks through the pages of a running `kg serve` in Chromium: node walk.js BASE CHROMIUM WIDTH HEIGHT [FOLDER]
// Prints one JSON object: what each page did (errors, foreign requests, overflow, axe), and how each way through ended.
// With FOLDER, a picture of each page is kept there.
"use strict";

const { chromium } = require("playwright-core");
const axe = require("axe-core");

const [base, executablePath, width, height, folder] = process.argv.slice(2);
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"];
const PAGES = ["/", "/authorities", "/authorities/E08000001", "/people", "/documents", "/queries/", "/network", "/report",
  "/queries/service-ratings", "/compare?a=E08000001&a=E09000019", "/search?q=Bolton", "/sparql", "/def", "/nothing-here"];

async function main() {
  const browser = await chromium.launch({ executablePath, args: QUIET });
  const context = await browser.newContext({ viewport: { width: Number(width), height: Number(height) } });
  const told = { pages: {}, ways: {} };
  for (const path of PAGES) told.pages[path] = await look(context, path);
  for (const [name, way] of Object.entries(WAYS)) told.ways[name] = await walk(context, way);
  await browser.close();
  console.log(JSON.stringify(told));
}

async function opened(context) {
  const page = await context.newPage();
  const seen = { errors: [], foreign: [] };
  page.on("console", (message) => {
    if (message.type() === "error") seen.errors.push(message.text());
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:") && !url.startsWith("blob:")) seen.foreign.push(url);
  });
  return [page, seen];
}

async function look(context, path) {
  const [page, seen] = await opened(context);
  const answer = await page.goto(base + path, { waitUntil: "load" });
  await page.waitForTimeout(150);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  if (folder) await page.screenshot({ path: `${folder}/${path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "home"}-${width}.png`, fullPage: true });
  const faults = found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  await page.close();
  return { status: answer.status(), ...seen, wide, faults };
}

async function walk(context, way) {
  const [page, seen] = await opened(context);
  try {
    return { found: await way(page), ...seen };
  } catch (error) {
    return { failed: String(error).split("\n")[0], at: page.url(), ...seen };
  } finally {
    await page.close();
  }
}

const WAYS = {
  // From the front page, two clicks to the highlighted sentence.
  async proof(page) {
    await page.goto(base + "/");
    await page.getByRole("link", { name: "Which directors commented on which authorities?" }).click();
    await page.waitForURL("**/queries/**");
    await page.getByRole("link", { name: "the words" }).first().click();
    await page.waitForURL("**/explain?**");
    const words = page.locator("main mark").first();
    const box = await words.boundingBox();
    return { words: (await words.innerText()).trim(), shown: box !== null && box.y < Number(height) };
  },
  // From a fact to its words in the document, and the fact lit up beside them.
  async document(page) {
    await page.goto(base + "/authorities/E08000001");
    await page.locator("a[href*='/documents/'][href*='#s']").first().click();
    await page.waitForURL("**/documents/**");
    const target = page.locator(":target").first();
    const box = await target.boundingBox();
    const lit = await page.locator(".card.lit").count();
    return { words: (await target.innerText()).trim(), shown: box !== null && box.y < Number(height) && box.y >= 0, lit };
  },
  async search(page) {
    await page.goto(base + "/");
    await page.getByRole("searchbox").first().fill("gratifying");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?**");
    return (await page.locator("main").innerText()).includes("gratifying");
  },
  async editor(page) {
    await page.goto(base + "/sparql");
    await page.waitForTimeout(500);
    const rich = (await page.locator(".CodeMirror").count()) > 0;
    await page.getByRole("button", { name: "Run" }).click();
    await page.waitForURL("**/sparql?**");
    return { rich, rows: (await page.locator("main table tbody tr").count()) > 10 };
  },
  async explain(page) {
    await page.goto(base + "/queries/rating-profile");
    await page.locator("main table tbody tr a[href*='explain']").first().click();
    await page.waitForURL("**/explain?**");
    return (await page.locator("main h1").innerText()).trim();
  },
  async network(page) {
    await page.goto(base + "/network");
    await page.waitForTimeout(800);
    return (await page.locator("main svg, main canvas").count()) > 0;
  },
  // The keyboard alone: the first key leads past the head of the page.
  async keyboard(page) {
    await page.goto(base + "/");
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.textContent.trim());
    await page.keyboard.press("Enter");
    return { first, inside: await page.evaluate(() => document.activeElement.id) };
  },
};

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
