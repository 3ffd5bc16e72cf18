// The two dialogs: keys and how to read the page.
import type { Site } from "./data";
import { h, iconButton } from "./dom";

const KEYS: [string, string][] = [
  ["/", "Search"], ["Tab", "Next part of the page"], ["↑ ↓", "Move in the list; Enter opens"], ["n  p", "Next, previous claim"],
  ["[  ]", "Previous day, next day"], ["Space", "Play or stop the days"], ["s", "Situation or claims"], ["o", "Overview: charts, sources, access"], ["c", "Compare two days"], ["d", "Draw an area"], ["a", "All days"], ["r", "The whole report of the claim"],
  ["+  −", "Closer, further"], ["0", "All claims on the map"], ["Esc", "Close what is open"], ["?", "This help"],
];

export function helpDialog(site: Site): HTMLDialogElement {
  const notice = site.words["notice"] ?? {};
  const dialog: HTMLDialogElement = h("dialog", { class: "help", "aria-labelledby": "help-title" },
    h("div", { class: "help-head" }, h("h2", { id: "help-title" }, "How to read this page"), iconButton("close", "Close", () => dialog.close())),
    h("p", {}, notice["claims"]),
    site.situation ? h("p", {}, "The situation is reckoned from the claims: land is coloured by the side that most likely holds the places in it, fuller the surer; hatched where two sides contend; faintly striped where only an old report says so; without colour where no report says anything. “As it was” counts all reports there are, “As known then” only those that were out on that day. Click land, a front, a road or a pocket for what it rests on; open a place for its ledger: every source for and against, with the exact words and why each is believed as far as it is. Land ends 30 km from any place that is known: beyond that nothing is said.") : null,
    h("p", {}, "Among the claims, a shape is a kind of event, a colour the side that is said to act; grey where none is named. A ring with a number is several claims at one spot: open it for their list. Claims whose place is not given, not found or only a country have no mark; “Not on the map” lists them. A hollow mark had not happened when it was written, or is only called possible; a struck one is denied, or said to have failed; a hatched one is a weak reading. A dotted ring is how far the place is uncertain. A number at an end of the slider is claims that reach beyond its days."),
    h("h3", {}, "Keys"),
    h("dl", { class: "keys" }, KEYS.map(([key, does]) => h("div", {}, h("dt", {}, key.split("  ").map((each) => h("kbd", {}, each))), h("dd", {}, does)))),
    h("h3", {}, "Sources and licences"),
    h("p", {}, notice["places"], " ", notice["borders"], " ", h("a", { href: "assets/licences.txt" }, "Licences of what this page is made with"), "."),
    h("p", {}, h("a", { href: "data.html" }, "Data of this page"), ": CSV, GeoJSON and JSON, with licence and citation; ", h("a", { href: "reports/index.html" }, "all reports as pages"), "; ",
      h("a", { href: "corrections.html" }, "what was corrected"), "."));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  return dialog;
}
