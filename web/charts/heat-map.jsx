/** Who meets whom: a grid of departments, darker where more groups connect them. */

import { useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';

const MOST_LABELS = 10;
const CELL = { width: 28, height: 24 };
const LONGEST_LABEL = 18;
const SLANT = 45;
const LETTER = 6.6;

/** @typedef {{labels: string[], matrix: number[][]}} Grid */

/**
 * Keeps the labels with most meetings and gathers the rest, so that the grid stays readable.
 * @param {Grid} grid
 * @param {(count: number) => string} restLabel
 * @returns {Grid}
 */
export function gather({ labels, matrix }, restLabel) {
  if (labels.length <= MOST_LABELS) return { labels, matrix };
  const sums = labels.map((_, index) =>
    (matrix[index] ?? []).reduce((sum, value) => sum + value, 0),
  );
  const order = labels
    .map((_, index) => index)
    .sort((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0));
  const kept = order.slice(0, MOST_LABELS - 1).sort((one, other) => one - other);
  const groups = [...kept.map((index) => [index]), order.slice(MOST_LABELS - 1)];
  const between = (/** @type {number[]} */ rows, /** @type {number[]} */ columns) =>
    rows.reduce(
      (sum, row) =>
        sum + columns.reduce((inner, column) => inner + (matrix[row]?.[column] ?? 0), 0),
      0,
    );
  return {
    labels: [...kept.map((index) => String(labels[index])), restLabel(order.length - kept.length)],
    matrix: groups.map((rows) => groups.map((columns) => between(rows, columns))),
  };
}

/** @param {string} label */
function short(label) {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}

/**
 * The pairs of labels that meet most often.
 * @param {Grid} grid
 */
function busiest({ labels, matrix }) {
  return labels
    .flatMap((one, row) =>
      labels
        .slice(row)
        .map((other, offset) => ({ one, other, count: matrix[row]?.[row + offset] ?? 0 })),
    )
    .filter((entry) => entry.count > 0)
    .sort((one, other) => other.count - one.count);
}

/** @param {{meets: Grid & {column: string}}} props */
export function HeatMap({ meets }) {
  const { speech } = useWeft();
  const [asTable, setAsTable] = useState(false);
  const grid = gather(meets, (count) => speech.t('meets.others', { count }));
  const { labels, matrix } = grid;
  const most = Math.max(1, ...matrix.flat());
  const busy = busiest(grid);
  const summary = busy[0]
    ? speech.t(busy[0].one === busy[0].other ? 'meets.summaryWithin' : 'meets.summary', {
        connections: busy.filter((entry) => entry.one !== entry.other).length,
        of: (labels.length * (labels.length - 1)) / 2,
        one: busy[0].one,
        other: busy[0].other,
        count: busy[0].count,
      })
    : speech.t('meets.nobody');
  const left = Math.max(...labels.map((label) => short(label).length)) * LETTER + 10;
  const longest = Math.max(...labels.map((label) => short(label).length)) * LETTER;
  const top = longest * 0.72 + 14;
  const width = left + labels.length * CELL.width + longest * 0.5;
  const height = top + labels.length * CELL.height;
  return (
    <div class="meets">
      {asTable ? (
        <div class="scroller">
          <table class="plain-table">
            <caption class="hidden-text">
              {speech.t('meets.caption', { column: meets.column })}
            </caption>
            <thead>
              <tr>
                <td />
                {meets.labels.map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {meets.labels.map((label, row) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {meets.labels.map((other, column) => (
                    <td key={other}>{speech.number(meets.matrix[row]?.[column] ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <svg class="heat-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
          {labels.map((label, row) => (
            <g key={label}>
              <text class="row-label" x={left - 8} y={top + row * CELL.height + CELL.height / 2}>
                {short(label)}
              </text>
              <text
                class="column-label"
                transform={`translate(${left + (row + 0.5) * CELL.width} ${top - 8}) rotate(-${SLANT})`}
              >
                {short(label)}
              </text>
              {labels.map((other, column) => {
                const count = matrix[row]?.[column] ?? 0;
                const share = count / most;
                const strength = count === 0 ? 'v0' : `v${Math.min(5, Math.ceil(share * 5))}`;
                const x = left + column * CELL.width;
                const y = top + row * CELL.height;
                return (
                  <g key={other} class={strength}>
                    <title>{`${label} · ${other}: ${speech.number(count)}`}</title>
                    <rect
                      x={x + 1}
                      y={y + 1}
                      width={CELL.width - 2}
                      height={CELL.height - 2}
                      rx="3"
                    />
                    {count > 0 ? (
                      <text x={x + CELL.width / 2} y={y + CELL.height / 2}>
                        {speech.number(count)}
                      </text>
                    ) : null}
                  </g>
                );
              })}
            </g>
          ))}
        </svg>
      )}
      <p>{summary}</p>
      <button
        type="button"
        class="quiet small"
        aria-pressed={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        {speech.t(asTable ? 'meets.asPicture' : 'meets.asTable')}
      </button>
    </div>
  );
}
