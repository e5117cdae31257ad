// Stories: documents that report on the same thing, and the documents of a chosen one.

import {get, getOrNone} from "./api.js";
import {byId, element, failure} from "./dom.js";
import {count, moment} from "./format.js";

const LISTED = 20;
const PHASES = {NEW: "new", GROWING: "growing", STEADY: "steady", FADING: "fading"};

export class Stories {
  /** @param {(id: string) => void} chooseDocument shows a document */
  constructor(chooseDocument) {
    this.chooseDocument = chooseDocument;
    this.panel = byId("stories");
    this.rows = this.panel.querySelector("tbody");
    this.members = byId("story");
    this.order = byId("story-order");
    this.order.addEventListener("change", () => this.refresh().catch(error => this.#fail(error)));
    this.shown = "";
  }

  async refresh() {
    const order = this.order.value;
    const {stories} = await getOrNone({stories: []}, "v1/stories", {order, count: LISTED});
    const now = JSON.stringify(stories);
    if (now === this.shown || order !== this.order.value) {
      return; // nothing new, or another order was chosen meanwhile
    }
    this.shown = now;
    const empty = this.panel.querySelector(".empty");
    empty.hidden = stories.length > 0;
    empty.className = "empty";
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.story : null;
    this.rows.replaceChildren(...stories.map(story => this.#row(story)));
    [...this.rows.querySelectorAll("button")].find(button => button.dataset.story === focused)?.focus();
  }

  #row(story) {
    const name = words(story).slice(0, 6).join(" ") || story.storyId;
    const button = element("button", {type: "button", className: "link", data: {story: story.storyId}, onclick: () => this.choose(story.storyId)}, name);
    return element("tr", {"aria-current": String(story.storyId === this.chosen)},
      element("td", {className: "phase", data: {phase: story.phase}}, PHASES[story.phase] ?? story.phase), element("td", {}, button),
      number(count(story.documentCount)), number(count(story.recentCount)), number(count(story.duplicateCount)), number(count(story.sources.length)));
  }

  /** Shows the documents of a story. */
  async choose(id) {
    this.chosen = id;
    for (const row of this.rows.children) {
      row.setAttribute("aria-current", String(row.querySelector("button").dataset.story === id));
    }
    try {
      const story = await get(`v1/stories/${encodeURIComponent(id)}`);
      if (this.chosen === id) {
        this.members.replaceChildren(element("h3", {}, words(story).join(" ")), this.#documents(story));
      }
    } catch (error) {
      if (this.chosen === id) {
        this.members.replaceChildren(failure(error));
      }
    }
  }

  #documents(story) {
    const head = text => element("th", {scope: "col"}, text);
    const row = found => element("tr", {},
      element("td", {}, found.publishedAt ? moment(found.publishedAt) : "–"),
      element("td", {}, element("button", {type: "button", className: "link", onclick: () => this.chooseDocument(found.documentId)}, found.documentId)),
      element("td", {}, found.source ?? "–"), element("td", {}, found.duplicateOf ?? "–"));
    return element("table", {},
      element("thead", {}, element("tr", {}, head("published"), head("document"), head("source"), head("near-duplicate of"))),
      element("tbody", {}, ...story.documents.map(row)));
  }

  #fail(error) {
    const empty = this.panel.querySelector(".empty");
    empty.hidden = false;
    empty.className = "failed empty";
    empty.textContent = error.message;
  }
}

/** The words that mark a story, as the stream writes them. */
const words = story => story.terms.map(term => story.surfaces[term] ?? term);

const number = text => element("td", {className: "number"}, text);
