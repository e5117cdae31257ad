// The row of key figures.

import {byId} from "./dom.js";
import {betterUnigram, count, decimal, duration, percent, perplexity, rate} from "./format.js";

export class Figures {
  /** The newest report. */
  report(point) {
    const {refined, amortized} = point;
    const unigram = betterUnigram(point.unigram, point.recentUnigram);
    this.#set("perplexity", perplexity(refined), `ψ(x) ${perplexity(amortized)}`);
    this.#set("unigram", perplexity(unigram), refined < unigram ? `${decimal(unigram / refined, 1)} times the refined` : "not beaten yet", refined >= unigram);
    this.#set("gain", decimal(point.refinementGain, 2), "nats per document");
    this.#set("unknown", percent(point.outOfVocabularyRate), `${count(point.tokenCount)} known tokens`);
    this.#set("vocabulary", count(point.vocabularySize), this.capacity ?? "words");
    this.#set("documents", count(point.documentsSeen), `version ${count(point.version)}`);
  }

  model({vocabulary}) {
    this.capacity = vocabulary.mode === "fixed" ? "words, fixed" : `of up to ${count(vocabulary.capacity)} words`;
    noteOf("vocabulary").textContent = this.capacity;
  }

  status(status) {
    this.#set("rate", rate(status.documentsPerSecond), `up ${duration(status.uptimeSeconds)}`);
    this.#set("lag", count(status.lag), `${count(status.waitingDocuments)} in a mini-batch`);
  }

  #set(key, value, note, warn = false) {
    byId(`figure-${key}`).querySelector("dd").textContent = value;
    noteOf(key).textContent = note;
    noteOf(key).dataset.tone = warn ? "warn" : "";
  }
}

const noteOf = key => byId(`figure-${key}`).querySelector(".note");
