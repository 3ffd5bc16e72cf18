// The way from the map page to the review, where a server serves both: its page says so in a `meta` of this name. On a
// published site there is none, and nothing is asked for.
import { h } from "../dom";

const MARK = 'meta[name="contested-review"]';

/** Offer the review beside the page's other tools; it opens on the claim that the page shows. */
export function offerReview(): void {
  const review = document.querySelector<HTMLMetaElement>(MARK)?.content, tools = document.querySelector(".head-tools");
  if (!review || !tools) return;
  const link = h("a", { class: "review-link", href: review, title: "Accept, correct and reject what was read" }, "Review");
  const follow = () => {
    const claim = new URLSearchParams(location.hash.slice(1)).get("claim");
    link.href = claim ? `${review}?claim=${encodeURIComponent(claim)}` : review;
  };
  link.addEventListener("pointerdown", follow);
  link.addEventListener("focus", follow);
  tools.prepend(link);
}
