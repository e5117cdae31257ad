// The map of the words, the search in it, and the word that was chosen.

import {get} from "./api.js";
import {barItem, byId, element, failure, pairs, wordButton} from "./dom.js";
import {count, decimal} from "./format.js";
import {WordMap} from "./map.js";

const MAP_WORDS = 1_000;
const NEIGHBOURS = 12;

export class Words {
  constructor() {
    this.panel = byId("words");
    this.detail = byId("word");
    this.empty = this.panel.querySelector(".map .empty");
    this.map = new WordMap(this.panel.querySelector("canvas"), word => this.choose(word));
    this.shownVersion = null;
    document.addEventListener("wordtide:word", event => this.choose(event.detail));
    byId("word-search").addEventListener("submit", event => {
      event.preventDefault();
      const query = byId("word-query").value.trim();
      if (query) {
        this.choose(query);
      }
    });
    for (const button of this.panel.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.map.zoomBy(button.dataset.zoom));
    }
  }

  /** Sets the text shown while there are no vectors. */
  await(text) {
    this.empty.textContent = text;
  }

  /** Draws the map of the newest version, if it is not drawn yet. */
  async refresh() {
    const answer = await get("v1/map", {count: MAP_WORDS});
    if (answer.version === this.shownVersion) {
      return;
    }
    this.shownVersion = answer.version;
    this.empty.hidden = answer.words.length > 0;
    this.map.show(answer.words);
    this.panel.querySelector("canvas").setAttribute("aria-label", `Map of the ${count(answer.words.length)} most frequent words`);
    byId("word-list").replaceChildren(...answer.words.map(word => element("option", {value: word.surface})));
    if (this.query) { // the word may have moved, or have become known
      await this.choose(this.query);
    }
  }

  /** Shows a word of the model with its neighbours. */
  async choose(query) {
    const asked = this.asked = {};
    this.query = query;
    try {
      const path = `v1/words/${encodeURIComponent(query)}`;
      const [word, near] = await Promise.all([get(path), get(`${path}/neighbours`, {count: NEIGHBOURS})]);
      if (asked === this.asked) { // else another word was chosen meanwhile
        this.map.choose(word.word, near.neighbours.map(neighbour => neighbour.word));
        this.#show(word, near.neighbours);
      }
    } catch (error) {
      if (asked === this.asked) {
        this.map.choose(null, []);
        this.detail.replaceChildren(failure(error));
      }
    }
  }

  #show(word, neighbours) {
    const scrolled = this.detail.scrollTop;
    const focused = this.detail.contains(document.activeElement) ? document.activeElement.textContent : null;
    const list = neighbours.map(({word: name, surface, cosine}) => barItem(wordButton(name, surface), cosine, decimal(cosine, 3)));
    this.detail.replaceChildren(
      element("h3", {className: "name"}, word.surface),
      element("dl", {}, ...pairs([
        ...(word.surface === word.word ? [] : [["term", word.word]]),
        ["document frequency", `${count(word.documentFrequency)} documents`],
        ["norm of its vector", decimal(word.norm, 2)],
        ["version", count(word.version)],
      ])),
      element("h3", {}, "Nearest words, cosine"),
      element("ol", {className: "bars neighbours"}, ...list),
    );
    this.detail.scrollTop = scrolled;
    [...this.detail.querySelectorAll("button")].find(button => button.textContent === focused)?.focus();
  }
}
