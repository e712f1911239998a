// Words inside a PNG file: iTXt chunks (UTF-8), which image viewers and `exiftool` show.

const SIGNATURE_AND_HEADER = 8 + 25; // the eight bytes of every PNG, and its first chunk, IHDR

// The file with these words ({Title: "…", Description: "…"}) right behind its header.
export async function withWords(blob, words) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const chunks = Object.entries(words).map(([keyword, text]) => chunkOf("iTXt", textOf(keyword, text)));
  return new Blob([bytes.slice(0, SIGNATURE_AND_HEADER), ...chunks, bytes.slice(SIGNATURE_AND_HEADER)], { type: "image/png" });
}

// Keyword, no compression, no language, no translated keyword, the text.
function textOf(keyword, text) {
  return new Uint8Array([...new TextEncoder().encode(keyword), 0, 0, 0, 0, 0, ...new TextEncoder().encode(text.replaceAll("\0", ""))]);
}

function chunkOf(kind, data) {
  const named = new Uint8Array([...new TextEncoder().encode(kind), ...data]);
  const chunk = new Uint8Array(named.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(named, 4);
  view.setUint32(named.length + 4, crcOf(named));
  return chunk;
}

// The checksum of PNG and zip: CRC-32, bit by bit.
function crcOf(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
