// A series over the documents seen, as a picture with its latest figures and as a table.

import {uPlot} from "../libraries.js";
import {colour, element} from "./dom.js";
import {count} from "./format.js";

const DASHES = {solid: [], dashed: [7, 4], dotted: [2, 4]};
const TABLE_ROWS = 60;
const LOG_STEPS = [1, 1.5, 2, 3, 4, 5, 7];

/**
 * One line of a chart.
 * @typedef {Object} Line
 * @property {string} label
 * @property {string} colour a custom property of the style sheet
 * @property {"solid"|"dashed"|"dotted"} dash
 * @property {(point: Object) => number} value of a point; anything but a number leaves a gap
 * @property {(value: number) => string} format
 * @property {"y"|"right"} [scale] the axis it belongs to
 */

export class Chart {
  /**
   * @param {HTMLElement} panel with a header; the chart is put at its end
   * @param {Line[]} lines
   * @param {{log?: boolean, empty: string, marks?: (points: Object[]) => Object[], keys?: Object[], axis: Object}} options
   *     marks: `{x, colour, tick}`, a tick at the foot or else a line through the picture; keys: their entries in the legend;
   *     axis: formats of the figures on the left and right axis, by scale
   */
  constructor(panel, lines, options) {
    this.lines = lines;
    this.options = options;
    this.points = [];
    this.title = panel.querySelector("h2").firstChild.textContent.trim();
    this.picture = element("div", {className: "plot", role: "img", "aria-label": `${this.title}: ${options.empty}`});
    this.empty = element("p", {className: "empty"}, options.empty);
    this.table = element("div", {className: "table", hidden: true, tabIndex: 0, role: "region", "aria-label": `${this.title} as a table`});
    this.at = element("b");
    this.values = lines.map(() => element("b", {}, "–"));
    this.#listenTo(panel.querySelector("[data-table]"));
    panel.append(element("div", {className: "chart"}, this.picture, this.empty, this.table), this.#legend());
    this.picture.addEventListener("dblclick", () => this.zoomed = false);
    new ResizeObserver(() => this.#resize()).observe(this.picture);
    document.addEventListener("wordtide:theme", () => this.plot?.redraw());
  }

  /** Draws points in the order of their documents. */
  show(points) {
    this.points = points;
    this.empty.hidden = points.length > 0;
    if (points.length > 0) {
      const data = [points.map(p => p.documentsSeen), ...this.lines.map(line => points.map(p => number(line.value(p))))];
      this.marks = this.options.marks?.(points) ?? [];
      if (this.zoomed) {
        const {min, max} = this.plot.scales.x;
        this.plot.setData(data, false);
        this.plot.setScale("x", {min, max});
      } else if (this.plot) {
        this.plot.setData(data);
      } else {
        this.plot = new uPlot(this.#layout(), data, this.picture);
      }
      this.#describe();
    }
    if (!this.table.hidden) {
      this.#fillTable();
    }
    this.#values(this.plot?.cursor.idx ?? null);
  }

  #listenTo(button) {
    button.addEventListener("click", () => {
      this.table.hidden = !this.table.hidden;
      this.picture.hidden = !this.table.hidden;
      button.setAttribute("aria-pressed", String(!this.table.hidden));
      this.#fillTable();
    });
  }

  #legend() {
    const legend = element("div", {className: "legend"});
    const key = (dash, name) => {
      const swatch = element("i", {data: {dash}, "aria-hidden": "true"});
      swatch.style.color = `var(${name})`;
      return swatch;
    };
    this.lines.forEach((line, i) => legend.append(element("span", {}, key(line.dash, line.colour), `${line.label} `, this.values[i])));
    if (this.options.keys) { // small charts have no room for more
      legend.append(element("span", {}, "at document ", this.at));
      legend.append(...this.options.keys.map(mark => element("span", {}, key(mark.dash, mark.colour), mark.label)));
    }
    return legend;
  }

  #layout() {
    const axis = (scale, side) => ({
      scale, side, size: 50, stroke: () => colour("--soft"), font: "11px system-ui, DejaVu Sans, sans-serif",
      grid: {show: side === 3, stroke: () => colour("--grid"), width: 1}, ticks: {show: false},
      values: (u, splits) => splits.map(this.options.axis[scale]),
      ...(this.options.log && {splits: (u, index, min, max) => logSplits(min, max), filter: (u, splits) => splits}),
    });
    const axes = [{...axis("x", 2), size: 26, space: 56, values: (u, splits) => splits.map(count), splits: undefined, filter: undefined, grid: {show: false}}, axis("y", 3)];
    const scales = {x: {time: false}, y: this.options.log ? {distr: 3, range: logRange} : {range: fromZero}};
    if (this.lines.some(line => line.scale === "right")) {
      axes.push(axis("right", 1));
      scales.right = {range: fromZero};
    }
    return {
      width: this.picture.clientWidth, height: this.picture.clientHeight, axes, scales,
      padding: [10, axes.length === 3 ? 0 : 24, 0, 0],
      legend: {show: false},
      cursor: {y: false, drag: {x: true, y: false}, points: {size: 6}},
      series: [{}, ...this.lines.map(line => ({
        scale: line.scale ?? "y", stroke: () => colour(line.colour), width: 1.75, dash: DASHES[line.dash],
        points: {show: (u, i, from, to) => to - from < 2}, spanGaps: false,
      }))],
      hooks: {
        setSelect: [u => this.zoomed ||= u.select.width > 0],
        setCursor: [u => this.#values(u.cursor.idx)],
        drawAxes: [u => this.#drawMarks(u)],
      },
    };
  }

  #drawMarks(u) {
    const {left, top, width, height} = u.bbox;
    const context = u.ctx;
    const ratio = devicePixelRatio;
    context.save();
    context.lineWidth = 1.5 * ratio;
    for (const mark of this.marks) {
      const x = u.valToPos(mark.x, "x", true);
      if (x >= left && x <= left + width) {
        context.strokeStyle = colour(mark.colour);
        context.setLineDash(mark.tick ? [] : [4 * ratio, 3 * ratio]);
        context.beginPath();
        context.moveTo(x, mark.tick ? top + height - 7 * ratio : top);
        context.lineTo(x, top + height);
        context.stroke();
      }
    }
    context.restore();
  }

  #values(index) {
    const point = this.points[index ?? this.points.length - 1];
    this.at.textContent = point ? count(point.documentsSeen) : "–";
    this.lines.forEach((line, i) => {
      this.values[i].textContent = point ? line.format(number(line.value(point))) : "–";
    });
  }

  #describe() {
    const last = this.points[this.points.length - 1];
    const parts = this.lines.map(line => {
      const values = this.points.map(line.value).filter(Number.isFinite);
      const range = values.length ? `, between ${line.format(Math.min(...values))} and ${line.format(Math.max(...values))}` : "";
      return `${line.label} ${line.format(number(line.value(last)))}${range}`;
    });
    this.picture.setAttribute("aria-label", `${this.title} over the first ${count(last.documentsSeen)} documents: ${parts.join("; ")}.`);
  }

  #fillTable() {
    const step = Math.max(1, Math.ceil(this.points.length / TABLE_ROWS));
    const rows = this.points.filter((p, i) => (this.points.length - 1 - i) % step === 0).reverse();
    const cell = (tag, text, more = {}) => element(tag, {className: "number", ...more}, text);
    this.table.replaceChildren(element("table", {},
      element("thead", {}, element("tr", {}, cell("th", "documents", {scope: "col"}), ...this.lines.map(line => cell("th", line.label, {scope: "col"})))),
      element("tbody", {}, ...rows.map(p => element("tr", {}, cell("td", count(p.documentsSeen)), ...this.lines.map(line => cell("td", line.format(number(line.value(p)))))))),
    ));
  }

  #resize() {
    const {clientWidth: width, clientHeight: height} = this.picture;
    if (this.plot && width > 0) {
      this.plot.setSize({width, height});
    }
  }
}

const number = value => Number.isFinite(value) ? value : null;

const fromZero = (u, min, max) => [0, max > 0 ? max * 1.08 : 1];

const logRange = (u, min, max) => min > 0 ? [min / 1.06, max * 1.06] : [1, 10];

/** Round numbers for a logarithmic axis, few enough to read. */
function logSplits(min, max) {
  const splits = [];
  for (let power = 10 ** Math.floor(Math.log10(min)); power <= max; power *= 10) {
    splits.push(...LOG_STEPS.map(step => step * power).filter(value => value >= min && value <= max));
  }
  const stride = Math.ceil(splits.length / 7);
  return splits.filter((value, i) => i % stride === 0);
}
