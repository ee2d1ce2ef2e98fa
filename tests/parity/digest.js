/** Prints a digest of one walk's answers; run by the parity test with code generation forbidden. */
import { createHash } from 'node:crypto';
import { loadWasm, walkWasm } from '../../tools/lib/doors.mjs';
import { WALKS } from './walks.js';

const hash = createHash('sha256');
for (const { answer } of walkWasm(await loadWasm(), WALKS[2].steps)) hash.update(answer);
console.log(hash.digest('hex'));
