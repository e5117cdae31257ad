// Elements. Content of documents or of the vocabulary enters the page as text only, never as markup.

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object} properties set as properties if the element has them, else as attributes; `onX` adds a listener
 * @param {...(Node|string|number)} children strings and numbers become text
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (name === "data") {
      Object.assign(made.dataset, value);
    } else if (name in made) {
      made[name] = value;
    } else {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A colour of the style sheet in the form that a canvas accepts. */
export function colour(name) {
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

const probe = document.createElement("span");
probe.hidden = true;
document.documentElement.append(probe);

/** A word that can be chosen wherever it appears; the panel that shows words listens to `wordtide:word` on the document. */
export function wordButton(word, surface = word) {
  return element("button", {
    type: "button",
    className: "link",
    onclick: () => document.dispatchEvent(new CustomEvent("wordtide:word", {detail: word})),
    title: surface === word ? "" : `the term ${word}`,
  }, surface);
}

/** A list item with a name, a bar from 0 to 1, and a figure. */
export function barItem(name, share, value) {
  const fill = element("i");
  fill.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  const bar = element("span", {className: "bar", "aria-hidden": "true"});
  bar.append(fill);
  return element("li", {}, name, bar, element("span", {className: "value"}, value));
}

/** The pairs of a description list. */
export function pairs(entries) {
  return entries.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
}

/** Shows in a panel what failed. */
export function failure(error) {
  return element("p", {className: "failed"}, error.message);
}
