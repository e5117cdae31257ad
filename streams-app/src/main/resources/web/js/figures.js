// The row of key figures.

import {byId, element} from "./dom.js";
import {count, decimal, duration, percent, perplexity, rate} from "./format.js";

const NAMES = {
  perplexity: "Perplexity, refined",
  unigram: "Perplexity, unigram",
  gain: "Refinement gain",
  unknown: "Unknown tokens",
  vocabulary: "Vocabulary",
  documents: "Documents seen",
  rate: "Documents per second",
  lag: "Lag, documents",
};

export class Figures {
  constructor() {
    this.values = {};
    this.notes = {};
    byId("figures").append(...Object.entries(NAMES).map(([key, name]) => {
      this.values[key] = element("dd", {}, "–");
      this.notes[key] = element("dd", {className: "note"}, "\u00a0");
      return element("div", {}, element("dt", {}, name), this.values[key], this.notes[key]);
    }));
  }

  /** The newest report. */
  report(point) {
    const {refined, amortized, unigram} = point;
    this.#set("perplexity", perplexity(refined), `ψ(x) ${perplexity(amortized)}`);
    this.#set("unigram", perplexity(unigram), refined < unigram ? `${decimal(unigram / refined, 1)} times the refined` : "not beaten yet", refined >= unigram);
    this.#set("gain", decimal(point.refinementGain, 2), "nats per document");
    this.#set("unknown", percent(point.outOfVocabularyRate), `${count(point.tokenCount)} known tokens`);
    this.#set("vocabulary", count(point.vocabularySize), this.capacity ?? "words");
    this.#set("documents", count(point.documentsSeen), `version ${count(point.version)}`);
  }

  model({vocabulary}) {
    this.capacity = vocabulary.mode === "fixed" ? "words, fixed" : `of up to ${count(vocabulary.capacity)} words`;
    this.notes.vocabulary.textContent = this.capacity;
  }

  status(status) {
    this.#set("rate", rate(status.documentsPerSecond), `up ${duration(status.uptimeSeconds)}`);
    this.#set("lag", count(status.lag), `${count(status.waitingDocuments)} in a mini-batch`);
  }

  #set(key, value, note, warn = false) {
    this.values[key].textContent = value;
    this.notes[key].textContent = note;
    this.notes[key].dataset.tone = warn ? "warn" : "";
  }
}
