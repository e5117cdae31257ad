// The ticker: what changed in the stream, or in what the model makes of it.

import {byId, element, wordButton} from "./dom.js";
import {count, moment} from "./format.js";

const KEPT = 200;
const KINDS = {
  DRIFT: ["stream", "Drift"],
  OUT_OF_VOCABULARY_BURST: ["stream", "Burst of unknown words"],
  WORD_MOVED: ["moved", "Word moved"],
  WORDS_ADMITTED: ["vocabulary", "New words"],
  WORDS_FORGOTTEN: ["vocabulary", "Forgotten words"],
  STORY_BORN: ["story", "New story"],
  STORY_GROWING: ["story", "Story takes off"],
  MODEL_BEYOND_MAXIMUM: ["stream", "No room for a model"],
};

export class Changes {
  constructor() {
    this.panel = byId("events");
    this.list = this.panel.querySelector(".events");
    this.filter = byId("event-kinds");
    this.list.addEventListener("keydown", event => this.#key(event));
    this.filter.addEventListener("change", () => this.#filter());
    this.seen = new Set();
    this.connectedAt = Date.now();
  }

  /** Adds a change at the top. Returns whether it is a change of the stream that was not shown before. */
  add(change) {
    const [group, title] = KINDS[change.kind] ?? ["stream", change.kind];
    const key = `${change.version} ${change.kind} ${change.terms?.join(" ")}`;
    if (this.seen.has(key)) {
      return false;
    }
    this.seen.add(key);
    this.list.prepend(this.#item(change, group, title));
    if (this.seen.size > KEPT) { // as many keys as items, in the same order
      this.seen.delete(this.seen.values().next().value);
      this.list.lastElementChild.remove();
    }
    this.#filter();
    const isNew = new Date(change.detectedAt) > this.connectedAt;
    if (group === "stream" && isNew) {
      byId("announcement").textContent = change.message;
    }
    return group === "stream";
  }

  #item(change, group, title) {
    const item = element("li", {className: "new", data: {group}},
      element("p", {className: "when"},
        element("b", {}, title),
        element("span", {}, `${moment(change.detectedAt)} · document ${count(change.documentsSeen)}`)),
      element("p", {}, change.message));
    if (group === "moved") {
      item.append(words("gained", change.neighboursGained, change.surfaces), words("lost", change.neighboursLost, change.surfaces));
    }
    if (change.terms?.length > 0) {
      item.append(words("", change.terms, change.surfaces, change.evidence?.words));
    }
    return item;
  }

  /** All words together are one Tab stop; arrow keys move between them. */
  #key(event) {
    const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
    if (step) {
      const buttons = [...this.list.querySelectorAll("li:not([hidden]) button")];
      const next = buttons[Math.max(0, buttons.indexOf(document.activeElement) + step)];
      next?.focus();
      event.preventDefault();
    }
  }

  #filter() {
    const group = this.filter.value;
    let shown = 0;
    for (const item of this.list.children) {
      item.hidden = group !== "" && item.dataset.group !== group;
      shown += item.hidden ? 0 : 1;
    }
    const empty = this.panel.querySelector(".empty");
    empty.hidden = shown > 0;
    if (this.list.children.length > 0) {
      empty.textContent = "No recent change of this kind.";
    }
  }
}

const TERMS_SHOWN = 12;

/**
 * @param surfaces how the stream writes them, by term, where it differs
 * @param total how many terms exist, if the event names only some
 */
function words(label, terms, surfaces, total = terms?.length) {
  const row = element("p", {className: "terms"});
  if (terms?.length > 0) {
    row.append(...(label ? [`${label}:`] : []), ...terms.slice(0, TERMS_SHOWN).map(term => Object.assign(wordButton(term, surfaces?.[term]), {tabIndex: -1})));
    if (total > TERMS_SHOWN) {
      row.append(`and ${count(total - TERMS_SHOWN)} more`);
    }
  }
  return row;
}
