// What the model makes of a text.

import {embed} from "./api.js";
import {barItem, byId, element, failure, pairs, wordButton} from "./dom.js";
import {similarTable} from "./documents.js";
import {betterUnigram, count, decimal, percent, perplexity} from "./format.js";

const COSTLIEST = 12;

export class Embed {
  constructor() {
    const panel = byId("embed");
    this.form = panel.querySelector("form");
    this.text = byId("text");
    this.button = this.form.querySelector("button");
    this.result = panel.querySelector(".result");
    this.result.replaceChildren(element("p", {className: "empty"}, "Its perplexity beside that of models that only count words, the words that cost most, and documents like it."));
    this.form.addEventListener("submit", event => {
      event.preventDefault();
      this.#embed();
    });
    this.text.addEventListener("keydown", event => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        this.form.requestSubmit();
      }
    });
  }

  async #embed() {
    if (this.text.value.trim() === "") {
      this.result.replaceChildren(failure(new Error("Expected a text, found none: paste one first.")));
      return;
    }
    this.button.disabled = true;
    try {
      this.#show(await embed(this.text.value));
    } catch (error) {
      this.result.replaceChildren(failure(error));
    }
    this.button.disabled = false;
  }

  #show(answer) {
    const scores = [
      ["refined", perplexity(answer.perplexity)],
      ["ψ(x)", perplexity(answer.amortizedPerplexity)],
      ["unigram", perplexity(answer.unigramPerplexity)],
      ["recent unigram", perplexity(answer.recentUnigramPerplexity)],
      ["cache", perplexity(answer.cachePerplexity)],
      ["known tokens", count(answer.tokenCount)],
      ["unknown", percent(answer.outOfVocabularyRate)],
      ["version", count(answer.version)],
    ].map(pair => element("div", {}, ...pairs([pair])));
    const words = answer.costliestWords.slice(0, COSTLIEST);
    const most = words[0]?.bits ?? 1;
    const costs = words.map(({word, surface, count: times, bits}) =>
      barItem(element("span", {}, wordButton(word, surface), times > 1 ? ` × ${times}` : ""), bits / most, `${decimal(bits, 1)} bits`));
    this.result.replaceChildren(
      element("dl", {className: "scores"}, ...scores),
      element("p", {className: "verdict"}, verdict(answer)),
      element("h3", {}, "Words that cost most"), element("ol", {className: "bars costs"}, ...costs),
      element("h3", {}, "Documents like it"), similarTable(answer.similarDocuments, id => document.createTextNode(id)),
    );
    this.result.scrollTop = 0;
  }
}

function verdict({perplexity: refined, unigramPerplexity, recentUnigramPerplexity}) {
  const unigram = betterUnigram(unigramPerplexity, recentUnigramPerplexity);
  return refined < unigram
    ? `Understood: ${decimal(unigram / refined, 1)} times as predictable as from the frequencies of its words alone.`
    : "Not understood: no more predictable than from the frequencies of its words alone.";
}
