// Documents: the most surprising or newest ones, and those similar to a chosen one.

import {get, getOrNone} from "./api.js";
import {byId, element, failure} from "./dom.js";
import {count, decimal, percent, perplexity} from "./format.js";

const LISTED = 20;
const SIMILAR = 10;

export class Documents {
  constructor() {
    this.panel = byId("documents");
    this.rows = this.panel.querySelector("tbody");
    this.similar = byId("similar");
    this.order = byId("order");
    this.order.addEventListener("change", () => this.refresh().catch(error => this.#fail(error)));
    this.shown = "";
  }

  async refresh() {
    const order = this.order.value;
    const {documents} = await getOrNone({documents: []}, "v1/documents", {order, count: LISTED});
    const now = JSON.stringify(documents);
    if (now === this.shown || order !== this.order.value) {
      return; // nothing new, or another order was chosen meanwhile
    }
    this.shown = now;
    const empty = this.panel.querySelector(".empty");
    empty.hidden = documents.length > 0;
    empty.className = "empty";
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.rows.replaceChildren(...documents.map(found => this.#row(found)));
    [...this.rows.querySelectorAll("button")].find(button => button.textContent === focused)?.focus();
  }

  #row(found) {
    return element("tr", {"aria-current": String(found.documentId === this.chosen)},
      number(perplexity(found.perplexity)), element("td", {}, this.#button(found.documentId)), element("td", {}, found.source ?? "–"),
      number(count(found.tokenCount)), number(percent(found.outOfVocabularyRate)));
  }

  #button(id) {
    return element("button", {type: "button", className: "link", onclick: () => this.choose(id)}, id);
  }

  /** Shows the documents similar to one. */
  async choose(id) {
    this.chosen = id;
    for (const row of this.rows.children) {
      row.setAttribute("aria-current", String(row.querySelector("button").textContent === id));
    }
    try {
      const {documents} = await get(`v1/documents/${encodeURIComponent(id)}/similar`, {count: SIMILAR});
      if (this.chosen === id) {
        this.similar.replaceChildren(element("h3", {}, `Like ${id}`), similarTable(documents, other => this.#button(other)));
      }
    } catch (error) {
      if (this.chosen === id) {
        this.similar.replaceChildren(failure(error));
      }
    }
  }

  #fail(error) {
    const empty = this.panel.querySelector(".empty");
    empty.hidden = false;
    empty.className = "failed empty";
    empty.textContent = error.message;
  }
}

/**
 * A table of documents with their similarity.
 * @param {(id: string) => Node} show a document's id
 */
export function similarTable(documents, show) {
  const head = (text, className = "") => element("th", {scope: "col", className}, text);
  return element("table", {},
    element("thead", {}, element("tr", {}, head("cosine", "number"), head("document"), head("source"), head("perplexity", "number"))),
    element("tbody", {}, ...documents.map(found => element("tr", {},
      number(decimal(found.cosine, 3)), element("td", {}, show(found.documentId)), element("td", {}, found.source ?? "–"),
      number(perplexity(found.perplexity))))));
}

const number = text => element("td", {className: "number"}, text);
