/** Who meets whom: a grid of departments, darker where more groups connect them. */

import { useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { busiest, gather } from './gather.js';

const MOST_LABELS = 9;
const CELL = { width: 28, height: 24 };
const LONGEST_LABEL = 15;
const SLANT = 45;
const LETTER = 7;

/** @typedef {import('./gather.js').Grid} Grid */

/** @param {string} label */
function short(label) {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}

/** @param {{meets: Grid & {column: string}}} props */
export function HeatMap({ meets }) {
  const { speech } = useWeft();
  const [asTable, setAsTable] = useState(false);
  const grid = gather(meets, MOST_LABELS, (count) => speech.t('meets.others', { count }));
  const caption = speech.t('meets.caption', { column: speech.column(meets.column) });
  const { labels, matrix } = grid;
  const most = Math.max(1, ...matrix.flat());
  const busy = busiest(meets);
  const summary = busy[0]
    ? speech.t(busy[0].one === busy[0].other ? 'meets.summaryWithin' : 'meets.summary', {
        connections: busy.filter((entry) => entry.one !== entry.other).length,
        of: (meets.labels.length * (meets.labels.length - 1)) / 2,
        one: busy[0].one,
        other: busy[0].other,
        count: busy[0].count,
      })
    : speech.t('meets.nobody');
  const left = Math.max(...labels.map((label) => short(label).length)) * LETTER + 10;
  const longest = Math.max(...labels.map((label) => short(label).length)) * LETTER;
  const top = longest * 0.72 + 14;
  const width = left + labels.length * CELL.width + longest * 0.75;
  const height = top + labels.length * CELL.height;
  return (
    <div class="meets">
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        <section class="scroller" tabIndex={0} aria-label={caption}>
          <table class="plain-table">
            <caption class="hidden-text">{caption}</caption>
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
        </section>
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
