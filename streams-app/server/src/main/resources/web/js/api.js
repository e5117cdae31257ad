// The HTTP interface of the instance that served this page.

const TOKEN = "wordtide.token";
const model = new URLSearchParams(location.search).get("model");

/** An unsuccessful answer. The message says what failed and, where the server knows, what to do. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The body of an answer about the model that the page shows. */
export async function get(path, parameters = {}, options = {}) {
  return (await request(path, parameters, options)).json();
}

/** The body of an answer, or `none` while no model has learned anything, which is not an error. */
export async function getOrNone(none, path, parameters = {}) {
  try {
    return await get(path, parameters);
  } catch (error) {
    if (error.status === 404 && model === null) {
      return none;
    }
    throw error;
  }
}

/** Embeds a text. */
export async function embed(text) {
  const answer = await request("v1/embed", {similar: 5}, {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify({text}),
  });
  return answer.json();
}

/** An answer, once the server has accepted the token if it requires one. */
export async function request(path, parameters = {}, options = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries({model, ...parameters})) {
    if (value !== null && value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  for (;;) {
    const token = sessionStorage.getItem(TOKEN);
    const headers = {...options.headers, ...(token && {Authorization: `Bearer ${token}`})};
    let answer;
    try {
      answer = await fetch(url, {cache: "no-store", ...options, headers});
    } catch (error) {
      if (options.signal?.aborted) {
        throw error;
      }
      throw new ApiError(0, `No answer from ${location.host}: check that the instance is running and can be reached.`);
    }
    if (answer.status === 401) {
      await askForToken(token);
    } else if (answer.ok) {
      return answer;
    } else {
      throw await toError(answer);
    }
  }
}

async function toError(answer) {
  let problem = {};
  try {
    problem = await answer.json();
  } catch {
    // a proxy's page, not ours: the status has to suffice
  }
  const message = problem.detail || problem.title || `expected an answer, found status ${answer.status} of ${new URL(answer.url).pathname}`;
  return new ApiError(answer.status, message);
}

let asking = null;

/** Asks once for all waiting requests; a token that was given for another request meanwhile is tried first. */
function askForToken(refused) {
  if (sessionStorage.getItem(TOKEN) !== refused) {
    return Promise.resolve();
  }
  asking ??= new Promise(resolve => {
    const dialog = document.getElementById("token-dialog");
    const input = document.getElementById("token");
    if (refused) {
      document.getElementById("token-reason").textContent = "The token was refused. It is the value of wordtide.http.token in the instance’s configuration.";
    }
    dialog.addEventListener("cancel", event => event.preventDefault());
    dialog.addEventListener("close", () => {
      sessionStorage.setItem(TOKEN, input.value);
      input.value = "";
      asking = null;
      resolve();
    }, {once: true});
    dialog.showModal();
  });
  return asking;
}

/**
 * Calls repeatedly, except while the tab is hidden.
 * @param {() => Promise} call errors it throws go to onError
 * @returns {() => void} calls at once, ahead of schedule
 */
export function poll(call, everyMs, onError) {
  let timer = null;
  let running = false;
  const run = async () => {
    clearTimeout(timer);
    if (running || document.hidden) {
      return;
    }
    running = true;
    try {
      await call();
    } catch (error) {
      onError(error);
    }
    running = false;
    timer = setTimeout(run, everyMs);
  };
  document.addEventListener("visibilitychange", run);
  run();
  return run;
}
