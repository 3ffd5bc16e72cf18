// Elements without a framework. Text always goes in as text, so that no report can bring markup with it.
type Child = Node | string | number | null | undefined | false | Child[];
type Attributes = Record<string, unknown>;
const SVG = "http://www.w3.org/2000/svg";

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false)
      element.append(child instanceof Node ? child : String(child));
  }
}

/** An HTML element: `h("button", { class: "x", onclick: f }, "text")`. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
export const s = <K extends keyof SVGElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): SVGElementTagNameMap[K] => fill(document.createElementNS(SVG, tag), attributes, children);

const ICONS: Record<string, string> = {
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.4 10.4 14 14",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  play: "M5 3.2v9.6L13 8z",
  pause: "M5 3.5v9M11 3.5v9",
  help: "M6 6a2 2 0 1 1 2.6 1.9c-.5.2-.6.5-.6 1.1M8 11.6v.2",
  theme: "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  fit: "M3 6V3h3M13 6V3h-3M3 10v3h3M13 10v3h-3",
  down: "M4 6.5l4 4 4-4",
  link: "M6.8 9.2a2.4 2.4 0 0 0 3.4 0l2-2a2.4 2.4 0 0 0-3.4-3.4l-.7.7M9.2 6.8a2.4 2.4 0 0 0-3.4 0l-2 2a2.4 2.4 0 0 0 3.4 3.4l.7-.7",
  next: "M6 3.5 10.5 8 6 12.5",
  previous: "M10 3.5 5.5 8l4.5 4.5",
  share: "M11.5 6a2 2 0 1 0-1.9-1.4L6.3 6.9a2 2 0 1 0 0 2.2l3.3 2.3a2 2 0 1 0 .6-.9L6.8 8.2",
  area: "M3 5.5 8.5 2.5 13.5 7 11 13 4.5 12z",
  layers: "M8 2.5 14 6 8 9.5 2 6zM2.5 9.2 8 12.5l5.5-3.3",
};

/** A line icon of 16 units; it says nothing by itself, its button does. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  return s("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: ICONS[name] }));
}

/** A square button with an icon; `label` is what it says to people who cannot see it, and its tip. */
export function iconButton(name: keyof typeof ICONS, label: string, onclick: () => void, extra: Attributes = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...extra }, icon(name));
}

/** Make elements the children of another, in their order; those that stand where they should are not touched. */
export function settle(element: Element, children: readonly Element[]): void {
  const kept = new Set(children);
  for (const there of [...element.children]) if (!kept.has(there)) there.remove();
  let at: Element | null = element.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else element.insertBefore(child, at);
  }
}

export const replace = (element: Element, ...children: Child[]): void => {
  element.replaceChildren();
  append(element, children);
};

/** Whether the window answers a question of style; the question is put once, since asking anew takes long. */
function asked(query: string): () => boolean {
  let found: MediaQueryList | null = null;
  return () => (found ??= matchMedia(query)).matches;
}
export const reducedMotion = asked("(prefers-reduced-motion: reduce)");
export const narrow = asked("(max-width: 760px)");
export const prefersDark = asked("(prefers-color-scheme: dark)");
