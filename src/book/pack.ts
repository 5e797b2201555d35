/** What a thousand deals leave behind is kept as bytes until it is read: as plain objects it would be many times as large. */
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Plain data, packed. */
export type Packet<T> = Uint8Array & { readonly of?: T };

/** Packs plain data; the quickest level takes most of it away. */
export function packed<T>(data: T): Packet<T> {
  // Copied: what comes back is a piece of a larger buffer, which it would keep alive.
  return new Uint8Array(deflateRawSync(serialize(data), { level: 1 }));
}

/** Returns the data, each time anew. */
export function unpacked<T>(packet: Packet<T>): T {
  return deserialize(inflateRawSync(packet)) as T;
}
