// Keys that work anywhere on the page.

// `actions` by key; letters in lower case. `Control+z` needs Ctrl (or Command on a Mac), `Shift+` the shift key too.
export function listenForKeys(actions) {
  document.addEventListener("keydown", (event) => {
    const action = actions[nameOf(event)];
    // A form over the page has its keys for itself: Esc closes it.
    if (event.target instanceof Element && event.target.closest("dialog[open]")) return;
    if (!action || (isTyping(event.target) && event.key !== "Escape")) return;
    action();
    event.preventDefault();
  });
}

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey) return "";
  const held = event.ctrlKey || event.metaKey;
  return `${held ? "Control+" : ""}${held && event.shiftKey ? "Shift+" : ""}${key}`;
}

export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) && target.type !== "checkbox";
}
