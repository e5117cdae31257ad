// What the learner's reports say: perplexity, vocabulary, refinement gain, documents per second.

import {Chart} from "./chart.js";
import {byId, element} from "./dom.js";
import {count, decimal, percent, perplexity, rate} from "./format.js";

const DRIFTS = 200;

/** Points until the series is loaded again, which does not happen while the tab is hidden. */
const POINTS = 5_000;

/** Sources to choose from; documents name theirs, so there may be ever new ones. */
const SOURCES = 16;
const OTHER = "other";
const AWAITING_REPORT = "No mini-batch learned yet: the first follows once enough documents have arrived or the stream has been quiet for a while.";

/** Reports over which the rate is averaged. */
const RATE_WINDOW = 5;

export class Charts {
  constructor() {
    this.points = [];
    this.drifts = [];
    this.source = byId("source");
    this.source.addEventListener("change", () => this.draw());
    this.perplexity = new Chart(byId("perplexity"), perplexityLines(), {
      log: true,
      empty: AWAITING_REPORT,
      axis: {y: perplexity},
      marks: points => [...vocabularyChanges(points), ...this.drifts],
      keys: [
        {label: "vocabulary changed", colour: "--series-other", dash: "tick"},
        {label: "drift or burst", colour: "--mark", dash: "line"},
      ],
    });
    this.vocabulary = new Chart(byId("unknown"), vocabularyLines(), {
      empty: AWAITING_REPORT, axis: {
        y: value => `${+(100 * value).toFixed(1)} %`,
        right: value => value === 0 ? "" : count(value), // the last label of the x axis is there
      },
    });
    this.gain = new Chart(byId("gain"), [{
      label: "nats per document", colour: "--series-refined", dash: "solid", value: p => p.refinementGain, format: value => decimal(value, 2),
    }], {empty: AWAITING_REPORT, axis: {y: value => String(+value.toFixed(2))}});
    this.rate = new Chart(byId("rate"), [{
      label: "documents/s", colour: "--series-refined", dash: "solid", value: p => p.documentsPerSecond, format: rate,
    }], {empty: AWAITING_REPORT, axis: {y: value => value < 10 ? String(+value.toFixed(2)) : count(value)}});
  }

  /** Shows these points of all documents so far instead of the present ones. */
  replace(points) {
    this.points = points;
    this.draw();
  }

  /** Adds a point; ignores a report that is already shown. */
  add(point) {
    if (this.points.length === 0 || point.version > this.points[this.points.length - 1].version) {
      this.points.push(point);
      this.points.splice(0, this.points.length - POINTS);
      this.draw();
    }
  }

  /** Marks where a change of the stream began. */
  mark(sinceDocument) {
    this.drifts.push({x: sinceDocument, colour: "--mark", tick: false});
    this.drifts.splice(0, this.drifts.length - DRIFTS);
    this.draw();
  }

  draw() {
    if (!this.drawing) {
      this.drawing = requestAnimationFrame(() => {
        this.drawing = null;
        this.#drawNow();
      });
    }
  }

  #drawNow() {
    this.#offerSources();
    const source = this.source.value;
    const ofSource = source === "" ? this.points : this.points.filter(p => p.sources?.[source]).map(p => ({...p, ...p.sources[source]}));
    this.perplexity.show(ofSource);
    this.vocabulary.show(this.points);
    this.gain.show(this.points);
    this.rate.show(withRates(this.points));
  }

  #offerSources() {
    const names = largestSources(this.points);
    const shown = [...this.source.options].slice(1).map(option => option.value);
    if (names.join("\n") !== shown.join("\n")) {
      const chosen = this.source.value;
      this.source.replaceChildren(element("option", {value: ""}, "all"), ...names.map(name => element("option", {value: name}, name)));
      this.source.value = names.includes(chosen) ? chosen : "";
    }
  }
}

/** Names of the sources with the most documents, and of all others together. */
function largestSources(points) {
  const documents = new Map();
  for (const point of points) {
    for (const [name, source] of Object.entries(point.sources ?? {})) {
      documents.set(name, (documents.get(name) ?? 0) + source.documentCount);
    }
  }
  const hasOther = documents.delete(OTHER);
  const largest = [...documents.keys()].sort((a, b) => documents.get(b) - documents.get(a)).slice(0, SOURCES).sort();
  return hasOther ? [...largest, OTHER] : largest;
}

function perplexityLines() {
  return [
    {label: "unigram", colour: "--series-unigram", dash: "dotted", value: p => p.unigram, format: perplexity},
    {label: "recent unigram", colour: "--series-unigram", dash: "dashed", value: p => p.recentUnigram, format: perplexity},
    {label: "cache", colour: "--series-other", dash: "dotted", value: p => p.cache, format: perplexity},
    {label: "ψ(x)", colour: "--series-amortized", dash: "dashed", value: p => p.amortized, format: perplexity},
    {label: "refined", colour: "--series-refined", dash: "solid", value: p => p.refined, format: perplexity},
  ];
}

function vocabularyLines() {
  return [
    {label: "unknown tokens", colour: "--series-amortized", dash: "solid", value: p => p.outOfVocabularyRate, format: percent},
    {label: "words", colour: "--series-refined", dash: "dashed", value: p => p.vocabularySize, format: count, scale: "right"},
  ];
}

function vocabularyChanges(points) {
  return points.filter(p => p.admittedWordCount + p.forgottenWordCount > 0).map(p => ({x: p.documentsSeen, colour: "--series-other", tick: true}));
}

/** Documents per second over the last few points; none for the first. */
function withRates(points) {
  return points.map((point, i) => {
    const from = points[Math.max(0, i - RATE_WINDOW)];
    const seconds = (new Date(point.learnedAt) - new Date(from.learnedAt)) / 1_000;
    const documents = point.documentsSeen - from.documentsSeen;
    return {...point, documentsPerSecond: seconds > 0 ? documents / seconds : undefined};
  });
}
