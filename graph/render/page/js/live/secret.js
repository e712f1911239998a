// The secret that goes with every question. A browser sends cookies to every port of a host, so another server on this
// machine can learn the cookie; what a page stores stays with its own port. Reloads and further tabs find it there.

const NAME = "claimgraph-secret";
const HEADER = "Claimgraph-Secret";

// In case the browser stores nothing.
let received = "";

// Keep the secret that stands in the page; it stands there only when the page is opened by the token.
export function keepSecret() {
  const place = document.querySelector(`meta[name=${NAME}]`);
  if (!place) return;
  received = place.content;
  place.remove();
  try {
    localStorage.setItem(NAME, received);
  } catch {
    // Then a reload ends the visit.
  }
}

// Read anew each time: a page that was open before the explorer was started again gets the new one.
export function secretHeader() {
  return { [HEADER]: stored() || received };
}

function stored() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return "";
  }
}
