/**
 * Rounds of lunch for a large roster in a process of its own, each with the workspace of the one
 * before; prints what `run` took in the last round, its certificate and the memory as JSON:
 * `node million-run.mjs PEOPLE ROUNDS PROGRAM [company]`, with the roster of the million, or with that of
 * tools/make-roster.mjs.
 */
import { loadWasm } from '../../lib/doors.mjs';
import { rosterChunks } from '../../make-roster.mjs';
import { millionRoster } from './million-roster.mjs';

const [people, rounds] = process.argv.slice(2, 4).map(Number);
const program = JSON.parse(process.argv[4]);
const company = process.argv[5] === 'company';
const module = await loadWasm();
const door = new module.Door();
/**
 * @param {object} request
 * @param {Uint8Array[]} [attachments]
 */
const call = (request, attachments = []) => {
  const { answer, files } = door.call(JSON.stringify(request), attachments, () => {});
  const { ok, value, error } = JSON.parse(answer);
  if (!ok) throw new Error(JSON.stringify(error));
  return { value, files };
};
const columns = {
  department: 'department',
  site: 'site',
  level: 'level',
  languages: 'languages',
  'hire date': 'hireDate',
};
{
  const chunks = company ? rosterChunks({ people }) : millionRoster(people);
  const choices = company ? { program } : { columns };
  call({ op: 'profile', file: 'roster.csv', today: '2026-11-23', ...choices }, [
    Buffer.from([...chunks].join('')),
  ]);
}
/** @type {object[]} */
const ran = [];
for (let round = 0; round <= rounds; round += 1) {
  const date = new Date(Date.UTC(2025, 11 + round, 1)).toISOString().slice(0, 10);
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { value } = call({ op: 'run', program: { ...program, seed: round + 1 }, date });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  if (!value.certificate) throw new Error(JSON.stringify(value.issues));
  ran.push({
    seconds,
    cpu: (user + system) / 1e6,
    value: value.certificate.value,
    bound: value.certificate.bound,
    gap: value.certificate.gap / value.certificate.bound,
    repeats: value.measures.repeats,
    leftOut: value.leftOutCount,
    solver: value.run.solver,
    heap: module.HEAPU8?.length ?? 0,
    memory: process.resourceUsage().maxRSS * 1024,
  });
  if (round === rounds) break;
  const [workspace] = call({ op: 'files', which: ['workspace.weft.json'] }).files;
  call({ op: 'workspace', file: workspace.name }, [workspace.bytes]);
}
console.log(JSON.stringify(ran));
