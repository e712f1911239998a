// Keys that work anywhere on the page.

export function listenForKeys({ search, table, clear }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") clear();
    else if (isTyping(event.target)) return;
    else if (event.key === "/") search();
    else if (event.key === "t" || event.key === "T") table();
    else return;
    event.preventDefault();
  });
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) && target.type !== "checkbox";
}
