// The live page: shows reports and changes as they arrive, and polls for the rest.

import {get, getOrNone, poll} from "./api.js";
import {Changes} from "./changes.js";
import {Charts} from "./charts.js";
import {byId, element} from "./dom.js";
import {Documents} from "./documents.js";
import {Embed} from "./embed.js";
import {Figures} from "./figures.js";
import {count, moment} from "./format.js";
import {follow} from "./live.js";
import {Model} from "./model.js";
import {Stories} from "./stories.js";
import {Words} from "./words.js";

const POINTS = 500;
const OF_ALL_MODELS = {model: null};
const STATUS_MS = 2_000;
const DOCUMENTS_MS = 4_000;
const MODEL_MS = 8_000;

/** Reloads the series now and then, since the server thins it out better than appending forever would. */
const SERIES_MS = 300_000;

const figures = new Figures();
const charts = new Charts();
const changes = new Changes();
const words = new Words();
const documents = new Documents();
const stories = new Stories(id => documents.choose(id));
const model = new Model();
new Embed();
theme();

/** State of the event stream, and the last answer of /v1/status. */
let stream = "waiting";
let status = null;
let lostSince = null;

const refreshSeries = poll(series, SERIES_MS, report);
poll(async () => {
  status = await get("v1/status", OF_ALL_MODELS);
  figures.status(status);
  showConnection();
}, STATUS_MS, report);
poll(async () => {
  if (await models()) {
    const answer = await model.refresh();
    figures.model(answer);
    words.await(`No word vectors yet: they appear with the next mini-batch, after ${count(Number(answer.configuration.batchSize))} documents or once the stream is quiet for a while.`);
    await words.refresh();
  }
}, MODEL_MS, report);
poll(() => documents.refresh(), DOCUMENTS_MS, report);
poll(() => stories.refresh(), DOCUMENTS_MS, report);
follow("v1/events", (type, data) => {
  if (type === "report") {
    charts.add(data);
    figures.report(data);
  } else if (type === "change" && changes.add(data)) {
    charts.mark(data.sinceDocument);
  }
}, state => {
  stream = state;
  showConnection();
  if (state === "live") {
    refreshSeries(); // what was missed while disconnected
  }
});

async function series() {
  const {points} = await getOrNone({points: []}, "v1/perplexity", {points: POINTS});
  charts.replace(points);
  if (points.length > 0) {
    figures.report(points[points.length - 1]);
  }
}

/** Whether a model exists: there is none before the first mini-batch. */
async function models() {
  const {models: known, total} = await get("v1/models", OF_ALL_MODELS);
  const choice = byId("model");
  const ids = known.map(entry => entry.model);
  byId("more-models").textContent = total > ids.length ? `${count(total - ids.length)} more: add ?model= to the address` : "";
  if (ids.length > 0 && ids.join("\n") !== [...choice.options].map(option => option.value).join("\n")) {
    const asked = new URLSearchParams(location.search).get("model");
    if (asked === null && total > 1) {
      location.search = new URLSearchParams({model: ids[0]}); // each panel needs to know which
      return false;
    }
    choice.replaceChildren(...ids.map(id => element("option", {value: id}, id)));
    if (asked !== null && !ids.includes(asked)) {
      choice.prepend(element("option", {value: asked}, asked));
    }
    choice.value = asked ?? ids[0];
    choice.disabled = ids.length < 2;
  }
  return ids.length > 0;
}

byId("model").addEventListener("change", event => {
  location.search = new URLSearchParams({model: event.target.value}); // another model, another page
});

function report(error) {
  lostSince ??= Date.now();
  const problem = byId("problem");
  problem.textContent = `${error.message.replace(/\.?$/, ".")} No updates since ${moment(lostSince)}; retrying.`;
  problem.hidden = false;
  if (error.status === 0) {
    status = null;
    showConnection();
  }
}

function showConnection() {
  const shown = byId("connection");
  const [state, text] = stream === "lost" || (status === null && lostSince) ? ["lost", "connection lost"]
    : status === null || stream === "waiting" ? ["waiting", "connecting"]
    : status.ready ? ["live", "live"]
    : ["waiting", `not ready: ${String(status.state).toLowerCase().replaceAll("_", " ")}`];
  if (shown.textContent !== text) {
    shown.textContent = text;
  }
  shown.dataset.state = state;
  if (state !== "lost" && status !== null) {
    lostSince = null;
    byId("problem").hidden = true;
  }
}

function theme() {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const apply = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    document.dispatchEvent(new Event("wordtide:theme"));
  };
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem("wordtide.theme", chosen);
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}
