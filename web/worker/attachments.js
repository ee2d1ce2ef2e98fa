/** Files on their way into the core: a slice at a time, so that the page and its worker never hold a large one. */

import { TableError } from '../io/table-error.js';

/**
 * @typedef {{window(from: number, size: number): Uint8Array, delete(): void}} Room room in the core's memory
 * @typedef {{Bytes: new (size: number) => Room}} Core
 * @typedef {Uint8Array | Blob} Attachment
 */

/** Every slice is a way to the browser and back: of 4 MB they take twice as long as of 16. */
const SLICE = 16 << 20;

/** @param {Blob} file */
export async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new TableError('page.file.unreadable');
  }
}

/** @param {Attachment} attachment */
async function* slices(attachment) {
  if (attachment instanceof Uint8Array) {
    yield attachment;
    return;
  }
  for (let from = 0; from < attachment.size; from += SLICE) {
    yield await bytesOf(attachment.slice(from, from + SLICE));
  }
}

/**
 * Does something with the attachments as the core takes them: files in the core's own memory.
 * @template Result
 * @param {Core} core
 * @param {Attachment[]} attachments
 * @param {(taken: (Uint8Array | Room)[]) => Result} use
 */
export async function withAttachments(core, attachments, use) {
  /** @type {Room[]} */
  const rooms = [];
  try {
    const taken = [];
    for (const attachment of attachments) {
      if (attachment instanceof Uint8Array) {
        taken.push(attachment);
        continue;
      }
      const room = new core.Bytes(attachment.size);
      rooms.push(room);
      taken.push(room);
      let from = 0;
      for await (const slice of slices(attachment)) {
        room.window(from, slice.length).set(slice);
        from += slice.length;
      }
    }
    return use(taken);
  } finally {
    for (const room of rooms) room.delete();
  }
}

/**
 * Gives the core the files of a roster once more, piece by piece, for their digests.
 * @param {Attachment[]} attachments
 * @param {(request: string, piece: Uint8Array) => void} give
 */
export async function giveForDigests(attachments, give) {
  for (const attachment of attachments) {
    for await (const slice of slices(attachment)) give(DIGEST_OF_PART, slice);
    give(DIGEST_AT_END, new Uint8Array());
  }
}

const DIGEST_OF_PART = JSON.stringify({ op: 'digest', piece: 'part' });
const DIGEST_AT_END = JSON.stringify({ op: 'digest', piece: 'last' });
