// What stands over the review: which claims are shown, how many are left, and who is at work.
import { h } from "../dom";
import type { Who } from "./api";

export interface Counts { claims: number; decided: number; disputed: number }
export interface HeadEvents { turn(state: string): void; lines(): void; audit(): void; keys(): void; signIn(): void; signOut(): void }

export function head(state: string, counts: Counts | undefined, who: Who, events: HeadEvents): HTMLElement[] {
  const tab = (name: string, words: string, count: number | undefined) =>
    h("button", { type: "button", class: "tab", "aria-pressed": String(state === name), onclick: () => events.turn(name) }, `${words}${count === undefined ? "" : ` ${count}`}`);
  const link = (words: string, onclick: () => void, title?: string) => h("button", { type: "button", class: "link", onclick, ...(title ? { title } : {}) }, words);
  return [
    h("h1", {}, "Review"),
    h("div", { class: "tabs", role: "group", "aria-label": "Which claims" },
      tab("open", "To look at", counts && Math.max(0, counts.claims - counts.decided)), tab("decided", "Decided", counts?.decided), tab("disputed", "Disputed", counts?.disputed)),
    h("div", { class: "tools" },
      h("a", { href: "/" }, "Map"), link("New names", events.lines, "Places and actors that analysts corrected, as lines for the knowledge files"),
      who.role === "lead" ? link("Audit", events.audit) : null,
      h("a", { href: "/api/exports/gold", download: "gold.jsonl", title: "Every claim as the analysts left it, as JSON Lines" }, "All decisions"), link("Keys", events.keys),
      who.account ? link(`Sign out ${who.account}`, events.signOut, `${who.account}, ${who.role}`) : link("Sign in", events.signIn)),
  ];
}
