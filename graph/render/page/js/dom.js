// Elements made from text, never from markup.

const SVG = "http://www.w3.org/2000/svg";

// An element with properties (class, attributes, on: {event: handler}) and children (elements or text).
export function element(tag, options = {}, ...children) {
  return filled(document.createElement(tag), options, children);
}

export function svg(tag, options = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), options, children);
}

function filled(made, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const [event, handler] of Object.entries(on)) made.addEventListener(event, handler);
  made.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return made;
}

// A name or quote from outside, kept apart from the direction of the text around it.
export function isolated(text, className = null) {
  return element("bdi", { class: className }, text);
}

// A link for http(s) addresses, plain text for all others.
export function link(address, text) {
  return isWeb(address)
    ? element("a", { href: address, rel: "noopener noreferrer nofollow", target: "_blank" }, isolated(text))
    : isolated(text);
}

export function isWeb(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

export function replaceContent(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

// A menu in a <details> closes by a click beside it, and by Escape, which leads back to its button.
export function closesOutside(details) {
  document.addEventListener("click", (event) => {
    if (!event.composedPath().includes(details)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    details.querySelector("summary").focus();
  });
}

// Where the columns of a table in a box find no room side by side, each row becomes a block with its cells under their titles.
export function stackWhereNarrow(box) {
  if (!box.clientWidth) return;
  box.classList.remove("stacked");
  box.classList.toggle("stacked", box.scrollWidth > box.clientWidth);
}

// Call `fit` each time when a box has another width.
export function onWidth(box, fit) {
  let width = 0;
  new ResizeObserver(() => {
    if (width === box.clientWidth) return;
    width = box.clientWidth;
    fit();
  }).observe(box);
}
