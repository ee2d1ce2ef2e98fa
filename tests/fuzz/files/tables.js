/** Tables that are meant to break their reader, to last for ever or to be taken for something else. From a seed. */

/** @typedef {import('../../../tools/lib/random.mjs').Random} Random */

/** What can stand in a cell. */
const PIECES = [
  ...[
    '',
    ' ',
    '"',
    '""',
    '"a""b"',
    "'",
    ',',
    ';',
    '\t',
    '|',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\ufeff',
    '\u00a0',
    '\u200b',
  ],
  ...[
    '=1+1',
    '＝1',
    '-5',
    '+cmd',
    '@x',
    "'=1",
    'Ana Muster',
    'Müller, Jo',
    'ana@x.org',
    'E0042',
    '42',
    '0042',
    'ß',
    '😀',
  ],
  ...[
    '2026-11-30',
    '30.11.2026',
    '11/30/2026',
    '45000',
    '1e999',
    '9'.repeat(40),
    '-',
    'n/a',
    'yes',
    'Nein',
    'x',
  ],
  ...[
    'Bo (x) (y) (E7)',
    'Python: expert; SQL',
    'Mon-Fri',
    '09:00–10:00',
    'UTC+5:30',
    'Senior VP',
    'L3',
    '\ufffe',
    '\ud800',
  ],
];

const HEADERS = [
  ...[
    'Employee ID',
    'Name',
    'First name',
    'Last name',
    'E-Mail',
    'Manager',
    'Department',
    'Site',
    'Country',
    'Level',
  ],
  ...[
    'Start date',
    'End date',
    'Birth date',
    'Status',
    'Languages',
    'Skills offered',
    'Skills wanted',
    'Opt in',
  ],
  ...[
    'Time zone',
    'Capacity',
    'Pause until',
    'Interests',
    'Title',
    'Note',
    '',
    ' ',
    '"Dept"',
    'Dept',
    'Dept (2)',
    '[x] Name',
  ],
  ...[
    'Choice',
    '1st choice',
    'Wish',
    'Host',
    'Guest',
    'Date',
    'Begin',
    'End',
    'Room',
    'Seats',
    'Session',
    'Hosts',
    'Vote',
  ],
  ...[
    'Group',
    'Project',
    'Min',
    'Max',
    'Round',
    'From',
    'Until',
    'Person A',
    'Person B',
    'Slot',
    'Equipment',
    'Size',
  ],
];

/** @param {Random} random @param {number} most */
function several(random, most) {
  return random.chance(0.9) ? random.below(Math.min(most, 12) + 1) : random.below(most + 1);
}

/** @param {Random} random */
function cell(random) {
  let text = random.pick(PIECES);
  while (random.chance(0.3)) text += random.pick(PIECES);
  if (random.chance(0.01)) text = text.repeat(1 + random.below(3_000));
  return text;
}

/** @param {string} text @param {string} delimiter */
function quoted(text, delimiter) {
  const needs = text.includes('"') || text.includes('\n') || text.includes(delimiter);
  return needs ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Any headers, any cells, quoted as it happens. @param {Random} random @param {number} size */
function anyTable(random, size) {
  const delimiter = random.pick([',', ',', ';', '\t', '|']);
  const end = random.pick(['\n', '\r\n', '\r']);
  const width = 1 + several(random, 60);
  const careful = random.chance(0.6);
  const line = (/** @type {string[]} */ cells) =>
    cells.map((one) => (careful ? quoted(one, delimiter) : one)).join(delimiter) + end;
  let text = random.chance(0.1) ? `sep=${delimiter}${end}` : '';
  while (random.chance(0.2)) text += line([cell(random)]);
  text += line(Array.from({ length: width }, () => random.pick(HEADERS)));
  const rows = several(random, Math.ceil(size / (width * 8)));
  for (let row = 0; row < rows; row += 1) {
    const cells = random.chance(0.9) ? width : several(random, width * 2);
    text += line(Array.from({ length: cells }, () => cell(random)));
  }
  return text;
}

/** One thing over and over. @param {Random} random @param {number} size */
function muchOfOne(random, size) {
  const times = Math.ceil(size / 8);
  const names = () => `Name\n${`${cell(random).replaceAll('\n', '')}\n`.repeat(times)}`;
  const numbered = (/** @type {(index: number) => string} */ one) =>
    Array.from({ length: times }, (_, index) => one(index)).join('');
  return random.pick([
    () => `Employee ID,Name${`,${random.pick(HEADERS)}`.repeat(times)}\n1,Ana\n`,
    names,
    () => random.pick([',', ';', '\t', '|', '"', '\n', '\r', ' ', '\0', "'"]).repeat(size),
    () => `Name,Dept\nAna,${random.pick(PIECES).repeat(times)}\n`,
    () => `Id,Name,Manager\n1,Ana,Bo${' (x)'.repeat(times)}\n2,Bo,1\n`,
    () => `Id,Manager\n${numbered((index) => `${index},${index + 1}\n`)}`,
    () => `Name,Department\n${numbered((index) => `P${index},${'d'.repeat(index % 50)}\n`)}`,
    () => `Name${',Note'.repeat(Math.min(times, 5_000))}\n${'P\n'.repeat(times)}`,
    () => `Id,Skills offered\n1,${numbered((index) => `s${index};`)}\n`,
    () => `guest,wish,dates\n1,${numbered((index) => `E${index};`)},${'a '.repeat(times)}\n`,
    () => `Id,Name\n${'"'.repeat(1 + random.below(4))}${'x,\n'.repeat(times)}`,
    () => `Id,Level\n${numbered((index) => `${index},Senior ${index}\n`)}`,
    () => `group,person,wish\n${numbered((index) => `G,${index},W${index}\n`)}`,
  ])();
}

/** @param {Random} random @param {Uint8Array} bytes */
export function damaged(random, bytes) {
  const copy = bytes.slice(0, random.chance(0.3) ? random.below(bytes.length + 1) : bytes.length);
  for (let flips = random.below(8); flips > 0 && copy.length > 0; flips -= 1)
    copy[random.below(copy.length)] = random.below(256);
  return copy;
}

/** @param {Random} random @param {string} text */
function encoded(random, text) {
  const wide = (/** @type {boolean} */ little) => {
    const bytes = new Uint8Array(2 + text.length * 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, little);
    for (let at = 0; at < text.length; at += 1)
      view.setUint16(2 + at * 2, text.charCodeAt(at), little);
    return bytes;
  };
  if (random.chance(0.05)) return wide(random.chance(0.5));
  const bytes = new TextEncoder().encode(text);
  return random.chance(0.15) ? damaged(random, bytes) : bytes;
}

/**
 * @param {Random} random
 * @param {number} size about how many bytes
 */
export function hostileTable(random, size) {
  const text = random.chance(0.7) ? anyTable(random, size) : muchOfOne(random, size);
  return encoded(random, text);
}

/** Rows for the writers. @param {Random} random */
export function hostileRows(random) {
  const width = 1 + random.below(6);
  return Array.from({ length: 1 + random.below(20) }, () =>
    Array.from({ length: width }, () => cell(random)),
  );
}
