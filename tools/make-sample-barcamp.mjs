#!/usr/bin/env node
/** Writes the made-up barcamp of the sample company: `node tools/make-sample-barcamp.mjs`, the same bytes every time. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { Random } from './lib/random.mjs';

/** @typedef {Record<string, string>} Person */

/**
 * What is proposed: the skill its hosts offer and its audience wants, the interest it speaks to, and what it needs.
 * @type {Array<{title: string, about: string, skill?: string, interest?: string, hosts?: number,
 *   equipment?: string, length?: number, size?: number, when?: string, pull?: number}>}
 */
const IDEAS = [
  {
    title: 'Phishing: spot it in ten seconds',
    about: 'Real mails, and what gives them away.',
    skill: 'Information security',
    equipment: 'Projector',
    pull: 3,
  },
  {
    title: 'Figma without fear',
    about: 'Sketch a screen in half an hour.',
    skill: 'Figma',
    equipment: 'Projector',
  },
  {
    title: 'Data protection in daily work',
    about: 'What may I send to whom?',
    skill: 'Data protection',
    pull: 2,
  },
  {
    title: 'What machine learning does here already',
    about: 'Three machines that have learnt something.',
    skill: 'Machine learning',
    hosts: 2,
    equipment: 'Projector',
    pull: 4,
  },
  {
    title: 'Excel: from sheet to answer',
    about: 'Bring a table of your own.',
    skill: 'Excel',
    equipment: 'Projector',
    pull: 2,
  },
  {
    title: 'First aid, the long version',
    about: 'Two slots, with practice.',
    skill: 'First aid',
    length: 2,
    size: 20,
  },
  {
    title: 'Meetings people want to come to',
    about: 'Facilitation for those who never asked for it.',
    skill: 'Facilitation',
    equipment: 'Flip chart',
    pull: 2,
  },
  {
    title: 'Coaching questions',
    about: 'Fewer answers, better questions.',
    skill: 'Coaching',
    equipment: 'Flip chart',
  },
  {
    title: 'When two argue',
    about: 'Conflicts in teams, and ways out of them.',
    skill: 'Conflict resolution',
  },
  {
    title: 'Python for the curious',
    about: 'A first program, from nothing.',
    skill: 'Python',
    equipment: 'Projector',
    pull: 2,
  },
  {
    title: 'Ask the database yourself',
    about: 'SQL for those who wait for reports.',
    skill: 'SQL',
    equipment: 'Projector',
  },
  {
    title: 'Better pictures with your phone',
    about: 'We go outside if the sun is there.',
    skill: 'Photography',
    interest: 'Photography',
    pull: 2,
  },
  {
    title: 'One report, one page',
    about: 'Power BI, cut down to what matters.',
    skill: 'Power BI',
    equipment: 'Projector',
  },
  {
    title: 'Slides that do not read themselves aloud',
    about: 'Before and after, with your slides.',
    skill: 'Presentation design',
    equipment: 'Projector',
  },
  {
    title: 'Speaking to a full hall',
    about: 'Breath, pause, first sentence.',
    skill: 'Public speaking',
    pull: 2,
  },
  {
    title: 'Negotiating with friends',
    about: 'A game in two rounds.',
    skill: 'Negotiation',
  },
  {
    title: 'Soldering for absolute beginners',
    about: 'Everybody takes a blinking badge home.',
    skill: 'Soldering',
    length: 2,
    size: 12,
    equipment: 'Workbench',
  },
  {
    title: 'Lean on the shop floor',
    about: 'What changed at line 3, and what did not.',
    skill: 'Lean production',
  },
  {
    title: 'How customs really works',
    about: 'A parcel’s way from Brno to Zürich.',
    skill: 'Customs',
    when: 'A1; A2',
  },
  {
    title: 'Root causes: why, five times',
    about: 'A real fault, taken apart.',
    skill: 'Root cause analysis',
    equipment: 'Flip chart',
  },
  {
    title: 'Accessible documents',
    about: 'Heard with a screen reader.',
    skill: 'Accessibility',
    equipment: 'Projector; step-free',
  },
  {
    title: 'Bread and sourdough',
    about: 'With something to taste.',
    interest: 'Baking',
    pull: 3,
  },
  { title: 'Choir in forty minutes', about: 'One song, four voices.', interest: 'Choir', hosts: 2 },
  {
    title: 'Commuting by bicycle',
    about: 'Routes, rain, and where the showers are.',
    interest: 'Cycling',
    pull: 2,
  },
  {
    title: 'Volunteering days',
    about: 'What we could do with two days a year.',
    interest: 'Volunteering',
    pull: 2,
  },
  {
    title: 'Desk yoga',
    about: 'No mats, no shame.',
    interest: 'Yoga',
    pull: 3,
  },
  {
    title: 'Chess problems',
    about: 'Mate in three, for patient people.',
    interest: 'Chess',
  },
  {
    title: 'What managers do all day',
    about: 'Ask anything.',
    skill: 'Contract law',
    hosts: 2,
    pull: 4,
  },
];

const ROOMS = [
  ['Forum', '60', 'Wien', 'Projector; Flip chart', 'yes', ''],
  ['Loom', '36', 'Wien', 'Projector', 'yes', ''],
  ['Spindle', '24', 'Wien', 'Projector; Flip chart', 'no', ''],
  ['Workshop', '16', 'Wien', 'Workbench; Flip chart', 'yes', ''],
  ['Canteen', '40', 'Wien', '', 'yes', ''],
  ['Garden', '30', 'Wien', '', 'yes', 'A2; A3; A4; A5'],
];

const SLOTS = [
  ['A1', '09:30', '10:15', ''],
  ['A2', '10:30', '11:15', ''],
  ['A3', '11:30', '12:15', ''],
  ['Lunch', '12:15', '13:30', 'break'],
  ['A4', '13:30', '14:15', ''],
  ['A5', '14:30', '15:15', ''],
];

const SEED = 39;
const VOTERS = 170;

const list = (/** @type {string} */ cell) =>
  cell
    .split(';')
    .map((entry) => (entry.split(':')[0] ?? '').trim())
    .filter(Boolean);

const table = (/** @type {string[]} */ head, /** @type {string[][]} */ rows) =>
  `${Papa.unparse([head, ...rows], { newline: '\n' })}\n`;

/**
 * @param {string} company the sample company as CSV
 * @returns {Record<'proposals' | 'votes' | 'rooms' | 'slots', string>} as CSV
 */
export function sampleBarcamp(company) {
  const random = new Random(SEED);
  const { data } = Papa.parse(company, { header: true, skipEmptyLines: true });
  const people = /** @type {Person[]} */ (data).filter(
    (person) => person.Status === 'active' && person['Opt-in'] === 'yes' && !person['Pause until'],
  );
  /** @type {Set<Person>} */
  const busy = new Set();
  const ideas = IDEAS.map((idea, index) => {
    const able = people.filter(
      (person) =>
        !busy.has(person) &&
        (idea.skill
          ? list(person['Skills offered'] ?? '').includes(idea.skill)
          : list(person.Interests ?? '').includes(idea.interest ?? '')),
    );
    const hosts = random.some(able, idea.hosts ?? 1);
    for (const host of hosts) busy.add(host);
    return { ...idea, id: `S${String(index + 1).padStart(2, '0')}`, hosts };
  });
  // One of the hosts has two ideas: they cannot take place at the same time.
  const [first] = ideas;
  const last = ideas.at(-1);
  if (first && last) last.hosts = [...last.hosts, ...first.hosts];

  const votes = random.some(people, VOTERS).flatMap((person) => {
    const wanted = list(person['Skills wanted'] ?? '');
    const likes = list(person.Interests ?? '');
    /** @type {Record<string, number>} */
    const weights = {};
    for (const { id, hosts, skill = '', interest = '', pull = 1 } of ideas) {
      if (hosts.includes(person)) continue;
      weights[id] = pull + (wanted.includes(skill) ? 12 : 0) + (likes.includes(interest) ? 12 : 0);
    }
    const chosen = Array.from({ length: 4 + random.below(4) }, () => {
      const id = random.weighted(weights);
      delete weights[id];
      return id;
    });
    const must = 1 + random.below(3);
    return [
      [person['Employee ID'] ?? '', chosen.slice(0, must).join('; '), '3'],
      [person['Employee ID'] ?? '', chosen.slice(must).join('; '), '1'],
    ];
  });
  return {
    proposals: table(
      ['Id', 'Session', 'Hosts', 'Equipment', 'Length', 'Size', 'When', 'About'],
      ideas.map((idea) => [
        idea.id,
        idea.title,
        idea.hosts.map((host) => host['Employee ID']).join('; '),
        idea.equipment ?? '',
        String(idea.length ?? 1),
        String(idea.size ?? ''),
        idea.when ?? '',
        idea.about,
      ]),
    ),
    votes: table(['Employee ID', 'Sessions', 'Stars'], votes),
    rooms: table(['Room', 'Capacity', 'Site', 'Equipment', 'Step-free', 'Open'], ROOMS),
    slots: table(['Slot', 'Begin', 'End', 'Kind'], SLOTS),
  };
}

const folder = new URL('../web/samples/', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(new URL('barcamp/', folder), { recursive: true });
  const lists = sampleBarcamp(readFileSync(new URL('company.csv', folder), 'utf8'));
  for (const [kind, text] of Object.entries(lists))
    writeFileSync(new URL(`barcamp/${kind}.csv`, folder), text);
}
