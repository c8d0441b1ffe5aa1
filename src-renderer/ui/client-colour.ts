/** Which of the eight colours of updates a client has, here and wherever its updates are drawn. */

export const CLIENT_COLOURS = 8;

/** FNV-1a over the id's UTF-16 units: spreads `client1`, `client2`, … well. */
export function clientColour(client: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < client.length; i++) {
    hash ^= client.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % CLIENT_COLOURS;
}
