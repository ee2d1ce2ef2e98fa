/**
 * A company to be put into teams, as `weft-solve teams` reads it: six criteria, `notAlone` for women,
 * three skills in every team, a lead in every team, and pairs who must not be together.
 */
import { Random } from '../../lib/random.mjs';

const CRITERIA = ['mix', 'mix', 'spread', 'match', 'balance', 'balance'];
const FULL = 50_000;
const SKILLS = 3;

/**
 * @param {number} people
 * @param {number} groups
 * @param {number} seed
 */
export function teamsFile(people, groups, seed) {
  const random = new Random(seed);
  const least = Math.floor(people / groups);
  const larger = people % groups;
  const lines = [`${people} ${groups}`];
  for (let group = 0; group < groups; group += 1) {
    const size = group < larger ? least + 1 : least;
    lines.push(`${size} ${size}`);
  }
  lines.push(`${CRITERIA.length}`, ...CRITERIA.map((kind) => `${kind} ${FULL}`));
  lines.push(`${2 + SKILLS}`, 'notAlone', ...Array(SKILLS + 1).fill('atLeast 1'));
  for (let person = 0; person < people; person += 1) {
    const department = Math.min(random.below(20), random.below(30));
    const site = random.chance(0.7) ? department % 6 : random.below(6);
    const level = Math.min(random.below(6), random.below(9));
    const codes = [department, site, level, random.below(4), random.below(9000), random.below(40)];
    const marks = [random.chance(0.4)];
    for (let skill = 0; skill < SKILLS; skill += 1) marks.push(random.chance(0.3));
    // A few leads more than there are teams.
    marks.push(person % Math.floor((people / groups) * 0.9) === 0);
    lines.push([...codes, ...marks.map(Number)].join(' '));
  }
  const apart = [];
  for (let pair = 0; pair < people; pair += 1) {
    const a = random.below(people);
    const b = random.below(people);
    if (a !== b) apart.push(`${a} ${b}`);
  }
  lines.push(`${apart.length}`, ...apart);
  return `${lines.join('\n')}\n`;
}
