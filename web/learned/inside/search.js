/** Inside the searchable page: finds sheets by words, topics and people. Everything is shown as text. */

import MiniSearch from 'minisearch';

/** @typedef {{program: string, date: string, group: number, title: string, people: string[], learned: string,
 *   who: string[], followUp: string, topics: string[]}} Sheet */

const SHOWN = 20;
const TOPICS = 40;

/** @type {{words: Record<string, string>, language: string, sheets: Sheet[]}} */
const { words, language, sheets } = JSON.parse(
  document.getElementById('weft-findings')?.textContent ?? '{}',
);

/** Without regard to case and accents. @param {string} text */
const folded = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();

const index = new MiniSearch({
  fields: ['title', 'topics', 'people', 'learned', 'who', 'followUp'],
  extractField: (sheet, field) =>
    field === 'id'
      ? sheet.id
      : [sheet[field], field === 'title' ? sheet.program : ''].flat().join(' '),
  processTerm: folded,
  searchOptions: {
    boost: { topics: 3, title: 2 },
    prefix: true,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    combineWith: 'AND',
  },
});
index.addAll(sheets.map((sheet, id) => ({ ...sheet, id })));

/** What is asked for: some words, and perhaps a topic and a person. */
const asked = { text: '', topic: '', person: '', shown: SHOWN };

/** @param {string} key @param {Record<string, string | number>} [args] */
function say(key, args = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(args[name] ?? ''));
}

/**
 * @param {string} tag
 * @param {string} [text]
 * @param {Record<string, string>} [attributes]
 */
function element(tag, text = '', attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** @param {string} text @param {() => void} act @param {string} [kind] */
function button(text, act, kind = 'chip') {
  const made = element('button', text, { type: 'button', class: kind });
  made.addEventListener('click', act);
  return made;
}

/** @param {Partial<typeof asked>} change */
function ask(change) {
  Object.assign(asked, { shown: SHOWN }, change);
  show();
}

/** @param {string[]} entries @param {string} wanted */
const holds = (entries, wanted) =>
  wanted === '' || entries.some((entry) => folded(entry) === folded(wanted));

function found() {
  const hits =
    asked.text.trim() === ''
      ? sheets.keys()
      : index.search(asked.text).map(({ id }) => /** @type {number} */ (id));
  return [...hits]
    .map((id) => /** @type {Sheet} */ (sheets[id]))
    .filter((sheet) => holds(sheet.topics, asked.topic) && holds(sheet.people, asked.person));
}

/** @param {string} day */
function dayText(day) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return day;
  const date = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** @param {Sheet} sheet */
function card(sheet) {
  const made = element('article');
  made.append(
    element('h2', sheet.title || `${say('group')} ${sheet.group}`),
    element('p', [sheet.program, dayText(sheet.date)].filter(Boolean).join(' · '), {
      class: 'soft',
    }),
  );
  /** @param {string} label @param {Node[]} content */
  const part = (label, content) => {
    if (content.length === 0) return;
    made.append(element('h3', say(label)), ...content);
  };
  const text = (/** @type {string} */ content) =>
    content === '' ? [] : [element('p', content, { class: 'text' })];
  /** @param {string[]} entries @param {'topic' | 'person'} key */
  const chips = (entries, key) => {
    if (entries.length === 0) return [];
    const line = element('p');
    for (const entry of entries)
      line.append(
        button(entry, () => ask({ [key]: entry })),
        ' ',
      );
    return [line];
  };
  part('learned', text(sheet.learned));
  part('followUp', text(sheet.followUp));
  part('who', text(sheet.who.join('; ')));
  part('topics', chips(sheet.topics, 'topic'));
  part('people', chips(sheet.people, 'person'));
  return made;
}

/** The topics of most sheets. */
function topTopics() {
  /** @type {Map<string, {name: string, count: number}>} */
  const counts = new Map();
  for (const { topics } of sheets) {
    for (const name of topics) {
      const entry = counts.get(folded(name)) ?? { name, count: 0 };
      entry.count += 1;
      counts.set(folded(name), entry);
    }
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, TOPICS);
}

const root = /** @type {HTMLElement} */ (document.getElementById('findings'));
const field = /** @type {HTMLInputElement} */ (
  element('input', '', { type: 'search', id: 'search', autocomplete: 'off' })
);
field.addEventListener('input', () => ask({ text: field.value }));
const filters = element('p', '', { id: 'filters' });
const status = element('p', '', { role: 'status', class: 'soft', id: 'count' });
const results = element('div', '', { id: 'results' });
const topics = element('p', '', { id: 'topics' });
for (const { name, count } of topTopics()) {
  topics.append(
    button(`${name} (${count})`, () => ask({ topic: name })),
    ' ',
  );
}
root.append(
  element('label', say('search'), { for: 'search' }),
  field,
  topics,
  filters,
  status,
  results,
);

function show() {
  const all = found();
  status.textContent = say('count', { found: all.length, total: sheets.length });
  filters.replaceChildren();
  for (const key of /** @type {const} */ (['topic', 'person'])) {
    if (asked[key])
      filters.append(
        button(`${asked[key]} ×`, () => ask({ [key]: '' })),
        ' ',
      );
  }
  results.replaceChildren(...all.slice(0, asked.shown).map(card));
  if (all.length > asked.shown) {
    results.append(
      button(say('more', { left: all.length - asked.shown }), () => {
        asked.shown += SHOWN * 5;
        show();
      }),
    );
  }
}

show();

// On paper nothing can be asked for: all that was found is there.
window.addEventListener('beforeprint', () => {
  asked.shown = sheets.length;
  show();
});
