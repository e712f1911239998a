// Ids of claims in an address: 16 hexadecimal digits each, packed as base64 without signs that an address would escape.

const CLAIM = /^claim:([0-9a-f]{16})$/;

const known = new WeakMap(); // the address of a large canvas is told after every click

// `claims` is a set or a list of ids that nobody changes any more.
export function packed(claims) {
  if (!known.has(claims)) known.set(claims, packedAnew([...claims]));
  return known.get(claims);
}

function packedAnew(claims) {
  const digits = claims.map((id) => CLAIM.exec(id)?.[1]).filter(Boolean).join("");
  let bytes = "";
  for (let at = 0; at < digits.length; at += 2) bytes += String.fromCharCode(parseInt(digits.slice(at, at + 2), 16));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function unpacked(text) {
  let bytes;
  try {
    bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return [];
  }
  const digits = [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return (digits.match(/.{16}/g) ?? []).map((id) => `claim:${id}`);
}
