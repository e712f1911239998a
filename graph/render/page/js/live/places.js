// Where nodes stand, as the canvas tells it: to the server, in an address, to the browser's history.

export const PROJECTIONS = ["claims", "supply"];

// "claims@10@-20@state:norland": where a node is pinned; null for what tells no place. Whoever sent the address may have
// written anything, also "__proto__" for the projection.
export function pinIn(text) {
  const [projection, x, y, ...id] = text.split("@");
  const place = [Number(x), Number(y), false];
  const tells = PROJECTIONS.includes(projection) && Number.isFinite(place[0]) && Number.isFinite(place[1]);
  return tells ? { projection, id: id.join("@"), place } : null;
}

export function placesIn(drawings, wanted) {
  return Object.fromEntries(Object.entries(drawings).map(([projection, { nodes, later = {} }]) => {
    const places = [...Object.entries(later), ...nodes.map(({ id, x, y, name_above: above }) => [id, [x, y, Boolean(above)]])];
    return [projection, Object.fromEntries(places.filter(([id]) => wanted(id)))];
  }));
}
