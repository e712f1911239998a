// Ids of claims in an address: 16 hexadecimal digits each, packed as base64 without signs that an address would escape.

const CLAIM = /^claim:([0-9a-f]{16})$/;

export function packed(claims) {
  const digits = claims.map((id) => CLAIM.exec(id)?.[1]).filter(Boolean).join("");
  const bytes = digits.match(/../g)?.map((pair) => String.fromCharCode(parseInt(pair, 16))) ?? [];
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
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
