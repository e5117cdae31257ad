// What the model is: its configuration, and how many of its dimensions are in use.

import {uPlot} from "../libraries.js";
import {get} from "./api.js";
import {byId, colour, element, pairs} from "./dom.js";
import {count, decimal, percent} from "./format.js";

export class Model {
  constructor() {
    this.spectrum = new Spectrum(byId("spectrum"));
    this.facts = byId("facts");
    this.dimensions = new Dimensions(byId("dimensions"));
  }

  async refresh() {
    const model = await get("v1/model");
    this.spectrum.show(model.singularValues ?? []);
    this.dimensions.show(model.dimensions);
    const {vocabulary} = model;
    this.facts.querySelector(".empty").hidden = true;
    this.facts.querySelector("dl").replaceChildren(...pairs([
      ["model", model.model],
      ["preset", model.preset],
      ["latent dimensions", count(model.latentSize)],
      ["vocabulary", `${vocabulary.mode}, ${count(vocabulary.size)} of ${count(vocabulary.capacity)} words`],
      ...Object.entries(model.configuration),
      ...Object.entries(model.provenance),
    ]));
    return model;
  }
}

/** The named directions, those along which words differ most first. */
class Dimensions {
  constructor(panel) {
    this.empty = panel.querySelector(".empty");
    this.list = panel.querySelector("ol");
  }

  show(dimensions) {
    this.empty.hidden = dimensions.length > 0;
    const sorted = dimensions.map((dimension, i) => ({...dimension, number: i + 1})).sort((a, b) => b.share - a.share);
    const largest = sorted[0]?.share || 1;
    this.list.replaceChildren(...sorted.map(({number, words, share}) => {
      const bar = element("span", {className: "bar", "aria-hidden": "true"});
      bar.style.width = `${share / largest * 100}%`;
      return element("li", {title: `Dimension ${number}: ${percent(share)} of the squared loadings`},
        element("span", {className: "number"}, `${number}`), element("span", {className: "words"}, words.join(", "), bar));
    }));
  }
}

/** Bars of the singular values, largest first. */
class Spectrum {
  constructor(panel) {
    this.picture = element("div", {className: "plot", role: "img", "aria-label": "Singular values: no word vectors yet"});
    this.empty = element("p", {className: "empty"}, "No word vectors yet.");
    this.inUse = element("b", {}, "–");
    panel.append(
      element("div", {className: "chart"}, this.picture, this.empty),
      element("div", {className: "legend"}, element("span", {title: "(Σσ²)² / Σσ⁴: how many dimensions share the weight"}, "participation ratio ", this.inUse)),
    );
    new ResizeObserver(() => {
      if (this.plot && this.picture.clientWidth > 0) {
        this.plot.setSize({width: this.picture.clientWidth, height: this.picture.clientHeight});
      }
    }).observe(this.picture);
    document.addEventListener("wordtide:theme", () => this.plot?.redraw());
  }

  show(values) {
    this.empty.hidden = values.length > 0;
    if (values.length === 0) {
      return;
    }
    const data = [values.map((value, i) => i + 1), values];
    const squares = values.map(value => value * value);
    const sum = numbers => numbers.reduce((total, value) => total + value, 0);
    const inUse = decimal(sum(squares) ** 2 / sum(squares.map(square => square * square)), 1);
    this.inUse.textContent = `${inUse} of ${values.length}`;
    this.picture.setAttribute("aria-label",
      `${values.length} singular values of the word vectors, from ${decimal(values[0], 2)} to ${decimal(values[values.length - 1], 2)}; participation ratio ${inUse}.`);
    if (this.plot) {
      this.plot.setData(data);
    } else {
      this.plot = new uPlot(this.#layout(), data, this.picture);
    }
  }

  #layout() {
    const axis = {stroke: () => colour("--soft"), font: "11px system-ui, DejaVu Sans, sans-serif", ticks: {show: false}};
    return {
      width: this.picture.clientWidth, height: this.picture.clientHeight, padding: [10, 14, 0, 0],
      legend: {show: false}, cursor: {show: false},
      scales: {
        x: {time: false, range: (u, min, max) => [min - .7, max + .7]},
        y: {range: (u, min, max) => [0, max * 1.05]},
      },
      axes: [
        {...axis, size: 26, space: 40, incrs: [1, 5, 10, 20, 50, 100], grid: {show: false}},
        {...axis, size: 50, grid: {stroke: () => colour("--grid"), width: 1}},
      ],
      series: [{}, {
        paths: uPlot.paths.bars({size: [.8, 40]}), points: {show: false},
        stroke: () => colour("--series-refined"), fill: () => colour("--series-refined"), width: 0,
      }],
    };
  }
}
