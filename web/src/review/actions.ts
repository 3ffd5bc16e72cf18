// The buttons below a claim: what can be done with it as it stands, each with its key.
import { h } from "../dom";
import type { Draft } from "./missed";

export interface Doable {
  why: HTMLElement; missed: Draft | null; changed: boolean; undoable: boolean; signed: boolean;
  add(): void; save(): void; leave(): void; decide(kind: "accept" | "reject"): void; miss(): void; undo(): void;
}

export function buttons(may: Doable): (HTMLElement | null)[] {
  const button = (name: string, key: string, act: () => void, extra: Record<string, unknown> = {}) => h("button", { type: "button", onclick: act, ...extra }, name, h("kbd", {}, key));
  const leave = button("Leave off", "Esc", may.leave), primary = { class: "primary" };
  const own = may.missed ? [button("Add the event", "Enter", may.add, { ...primary, disabled: !may.missed.trigger }), leave]
    : may.changed ? [button("Save correction", "Enter", may.save, primary), leave]
      : [button("Accept", "A", () => may.decide("accept"), primary), button("Reject", "R", () => may.decide("reject")), button("Missed event", "M", may.miss)];
  return [...own, button("Undo", "U", may.undo, { disabled: !may.undoable }), may.signed ? may.why : h("small", {}, "Deciding needs an account.")];
}
