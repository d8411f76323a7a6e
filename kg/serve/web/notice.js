// Prints who wrote what `make web` fetched, under which licence; the text of the licence where the package has one.
const fs = require("fs");
const path = require("path");

for (const name of Object.keys(require("./package.json").dependencies)) {
  const home = path.join(__dirname, "node_modules", name);
  const { version, license, author, homepage } = require(path.join(home, "package.json"));
  const by = (author && (author.name || author)) || "its contributors";
  console.log(`${name} ${version}, by ${by}, licence ${license}${homepage ? `, ${homepage}` : ""}`);
  const text = path.join(home, "LICENSE");
  console.log(fs.existsSync(text) ? `\n${fs.readFileSync(text, "utf8")}` : "");
}
