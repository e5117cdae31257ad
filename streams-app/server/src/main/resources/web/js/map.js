// The words in two dimensions: a canvas with labels that never overlap, the most frequent words first.

import {colour} from "./dom.js";

const LARGEST_ZOOM = 60;
const ZOOM_STEP = 1.5;
const PAN_STEP = 50;
const CLICK_RADIUS = 14;
const MOVE_MS = 500;
const MARGIN = 36;
const CELL = 24;

/** The area of the zoom buttons at the top right, which stays free of labels. */
const BUTTONS = {width: 46, height: 118};
const FONT = "12px system-ui, 'DejaVu Sans', sans-serif";

export class WordMap {
  /** @param onChoose called with a word that was clicked */
  constructor(canvas, onChoose) {
    this.canvas = canvas;
    this.onChoose = onChoose;
    this.words = [];
    this.byWord = new Map();
    this.chosen = null;
    this.neighbours = [];
    this.zoom = 1;
    this.centre = {x: 0, y: 0};
    this.pointers = new Map();
    this.#listen();
    new ResizeObserver(() => this.draw()).observe(canvas);
    document.addEventListener("wordtide:theme", () => this.draw());
  }

  /** Shows words by descending document frequency; those already shown move to their new places. */
  show(words) {
    const still = this.words.length === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const before = this.byWord;
    this.byWord = new Map();
    this.words = [...words].sort((a, b) => b.documentFrequency - a.documentFrequency).map(word => {
      const old = (!still && before.get(word.word)) || word;
      return {...word, target: {x: word.x, y: word.y}, from: {x: old.x, y: old.y}, x: old.x, y: old.y};
    });
    this.words.forEach(word => this.byWord.set(word.word, word));
    const extent = axis => Math.max(1e-9, ...words.map(word => Math.abs(word[axis])));
    this.extent = {x: extent("x"), y: extent("y")};
    this.#move(still ? 0 : MOVE_MS);
  }

  /** Marks a word and its neighbours, and brings it into view. */
  choose(word, neighbours) {
    this.chosen = word;
    this.neighbours = neighbours;
    const place = this.byWord.get(word);
    if (place) {
      const {x, y} = this.#toScreen(place);
      const inside = x > MARGIN && y > MARGIN && x < this.canvas.clientWidth - MARGIN && y < this.canvas.clientHeight - MARGIN;
      if (!inside) {
        this.centre = {...place.target};
      }
    }
    this.draw();
  }

  /** in, out or all */
  zoomBy(name) {
    if (name === "all") {
      this.zoom = 1;
      this.centre = {x: 0, y: 0};
      this.draw();
    } else {
      this.#zoomAt(name === "in" ? ZOOM_STEP : 1 / ZOOM_STEP, this.canvas.clientWidth / 2, this.canvas.clientHeight / 2);
    }
  }

  draw() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.#drawNow();
    });
  }

  #move(durationMs) {
    const start = performance.now();
    const step = now => {
      const share = durationMs === 0 ? 1 : Math.min(1, Math.max(0, (now - start) / durationMs));
      const eased = share * (2 - share);
      for (const word of this.words) {
        word.x = word.from.x + (word.target.x - word.from.x) * eased;
        word.y = word.from.y + (word.target.y - word.from.y) * eased;
      }
      this.draw();
      if (share < 1) {
        requestAnimationFrame(step);
      }
    };
    step(start);
  }

  #scale() {
    const {clientWidth, clientHeight} = this.canvas;
    return this.zoom * Math.min((clientWidth / 2 - MARGIN) / this.extent.x, (clientHeight / 2 - MARGIN / 2) / this.extent.y);
  }

  #toScreen(word) {
    const scale = this.#scale();
    return {
      x: this.canvas.clientWidth / 2 + (word.x - this.centre.x) * scale,
      y: this.canvas.clientHeight / 2 - (word.y - this.centre.y) * scale,
    };
  }

  #drawNow() {
    const {canvas} = this;
    const ratio = devicePixelRatio;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    if (this.words.length === 0) {
      return;
    }
    const near = new Set(this.neighbours);
    const places = this.words.map(word => ({word, ...this.#toScreen(word), near: near.has(word.word), chosen: word.word === this.chosen}));
    this.#drawLines(context, places);
    this.#drawPoints(context, places);
    this.#drawLabels(context, places);
  }

  #drawLines(context, places) {
    const from = places.find(place => place.chosen);
    if (from) {
      context.strokeStyle = colour("--accent");
      context.globalAlpha = .45;
      context.beginPath();
      for (const place of places.filter(place => place.near)) {
        context.moveTo(from.x, from.y);
        context.lineTo(place.x, place.y);
      }
      context.stroke();
      context.globalAlpha = 1;
    }
  }

  #drawPoints(context, places) {
    const largest = Math.log1p(places[0].word.documentFrequency);
    const plain = colour("--series-unigram");
    const accent = colour("--accent");
    for (const {word, x, y, near, chosen} of places) {
      context.fillStyle = near || chosen ? accent : plain;
      context.globalAlpha = near || chosen ? 1 : .45;
      context.beginPath();
      context.arc(x, y, (chosen ? 3 : 1) + 2.4 * Math.log1p(word.documentFrequency) / largest, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  /** The chosen word, then its neighbours, then by document frequency; a label that would touch an earlier one is left out. */
  #drawLabels(context, places) {
    const taken = new Labels();
    const {clientWidth, clientHeight} = this.canvas;
    taken.take(clientWidth - BUTTONS.width, 0, clientWidth, BUTTONS.height);
    const text = colour("--text");
    const accent = colour("--accent");
    const halo = colour("--sunken");
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    const importance = place => place.chosen ? 2 : place.near ? 1 : 0;
    for (const place of [...places].sort((a, b) => importance(b) - importance(a))) {
      const {x, y, near, chosen, word} = place;
      if (x < -40 || y < 0 || x > clientWidth || y > clientHeight) {
        continue;
      }
      context.font = near || chosen ? `600 ${FONT}` : FONT;
      const width = context.measureText(word.surface).width;
      const left = x + 6 + width > clientWidth ? x - 6 - width : x + 6;
      if (taken.take(left - 2, y - 8, left + width + 2, y + 8)) {
        context.strokeStyle = halo;
        context.strokeText(word.surface, left, y);
        context.fillStyle = near || chosen ? accent : text;
        context.fillText(word.surface, left, y);
      }
    }
  }

  #zoomAt(factor, x, y) {
    const zoom = Math.min(LARGEST_ZOOM, Math.max(1, this.zoom * factor));
    if (this.words.length > 0) {
      const before = this.#scale();
      const dx = x - this.canvas.clientWidth / 2;
      const dy = this.canvas.clientHeight / 2 - y;
      this.zoom = zoom;
      const after = this.#scale();
      this.centre.x += dx / before - dx / after;
      this.centre.y += dy / before - dy / after;
      this.draw();
    }
  }

  #pan(dx, dy) {
    if (this.words.length > 0) {
      this.centre.x -= dx / this.#scale();
      this.centre.y += dy / this.#scale();
      this.draw();
    }
  }

  #listen() {
    const {canvas} = this;
    canvas.addEventListener("pointerdown", event => this.#down(event));
    canvas.addEventListener("pointermove", event => this.#moved(event));
    canvas.addEventListener("pointerup", event => this.#up(event));
    canvas.addEventListener("pointercancel", event => this.pointers.delete(event.pointerId));
    // the wheel scrolls the page unless the map has the focus
    canvas.addEventListener("wheel", event => {
      if (document.activeElement === canvas) {
        event.preventDefault();
        this.#zoomAt(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
      }
    }, {passive: false});
    canvas.addEventListener("keydown", event => this.#key(event));
  }

  #down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, {x: event.offsetX, y: event.offsetY, travelled: 0});
  }

  #moved(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) {
      return;
    }
    const dx = event.offsetX - pointer.x;
    const dy = event.offsetY - pointer.y;
    const others = [...this.pointers.values()].filter(other => other !== pointer);
    if (others.length === 1) { // two fingers: zoom in proportion to their distance
      const [other] = others;
      const before = Math.hypot(pointer.x - other.x, pointer.y - other.y);
      const after = Math.hypot(event.offsetX - other.x, event.offsetY - other.y);
      this.#zoomAt(after / Math.max(1, before), (event.offsetX + other.x) / 2, (event.offsetY + other.y) / 2);
    } else {
      this.#pan(dx, dy);
    }
    Object.assign(pointer, {x: event.offsetX, y: event.offsetY, travelled: pointer.travelled + Math.abs(dx) + Math.abs(dy)});
  }

  #up(event) {
    const pointer = this.pointers.get(event.pointerId);
    this.pointers.delete(event.pointerId);
    if (pointer && pointer.travelled < 5) {
      const nearest = this.words
        .map(word => {
          const {x, y} = this.#toScreen(word);
          return {word, distance: Math.hypot(x - event.offsetX, y - event.offsetY)};
        })
        .reduce((best, candidate) => candidate.distance < best.distance ? candidate : best, {distance: CLICK_RADIUS});
      if (nearest.word) {
        this.onChoose(nearest.word.word);
      }
    }
  }

  #key(event) {
    const pans = {ArrowLeft: [PAN_STEP, 0], ArrowRight: [-PAN_STEP, 0], ArrowUp: [0, PAN_STEP], ArrowDown: [0, -PAN_STEP]};
    const zooms = {"+": "in", "=": "in", "-": "out", "0": "all"};
    if (pans[event.key]) {
      this.#pan(...pans[event.key]);
    } else if (zooms[event.key]) {
      this.zoomBy(zooms[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** Rectangles that do not overlap, found by the cells of a grid. */
class Labels {
  #cells = new Map();

  take(left, top, right, bottom) {
    const keys = [];
    for (let column = Math.floor(left / CELL); column <= right / CELL; column++) {
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row++) {
        keys.push(column * 10_000 + row);
      }
    }
    const free = keys.every(key => (this.#cells.get(key) ?? []).every(
      other => right < other.left || left > other.right || bottom < other.top || top > other.bottom));
    if (free) {
      for (const key of keys) {
        this.#cells.set(key, [...(this.#cells.get(key) ?? []), {left, top, right, bottom}]);
      }
    }
    return free;
  }
}
