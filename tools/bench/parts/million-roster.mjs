/**
 * The roster of a large company, in pieces of text: 40 departments × 12 sites × 6 levels, skewed, with
 * 80 % of a department on its home site; languages, and the day people came.
 */
import { Random } from '../../lib/random.mjs';

const DEPARTMENTS = 40;
const SITES = 12;
/** Per cent of the people. */
const LEVELS = [26, 41, 22, 9, 1.7, 0.3];
const LANGUAGES = [
  'German',
  'German; English',
  'English',
  'French; English',
  'Polish; German',
  'Czech; English',
];
const CHUNK = 5000;

/** @param {number} people */
export function* millionRoster(people) {
  const random = new Random(4);
  const firstDay = Date.UTC(1996, 0, 1);
  let text = 'id,name,department,site,level,languages,hire date\n';
  for (let index = 0; index < people; index += 1) {
    // The larger half of two draws is rarer at one end: departments of different sizes.
    const department = Math.min(random.below(DEPARTMENTS), random.below(DEPARTMENTS + 20));
    const site = random.chance(0.8) ? department % SITES : random.below(SITES);
    let share = random.below(1000) / 10;
    let level = 0;
    while (level < LEVELS.length - 1 && share >= LEVELS[level]) {
      share -= LEVELS[level];
      level += 1;
    }
    const language = Math.min(random.below(LANGUAGES.length), random.below(LANGUAGES.length + 3));
    const days = Math.floor((1 - (random.below(4096) / 4096) ** 2) * 11_260);
    const hired = new Date(firstDay + days * 86_400_000).toISOString().slice(0, 10);
    text += `P${String(index).padStart(7, '0')},Person ${index},Department ${department + 1},Site ${site + 1},${level + 1},${LANGUAGES[language]},${hired}\n`;
    if (index % CHUNK === CHUNK - 1) {
      yield text;
      text = '';
    }
  }
  yield text;
}
