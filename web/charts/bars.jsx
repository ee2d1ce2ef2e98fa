/** Small bars: a share against chance, and a list of shares. */

/**
 * A share as a bar, with a mark where chance alone would be. The text beside it says the same.
 * @param {{share: number, mark?: number, label: string}} props
 */
export function ShareBar({ share, mark, label }) {
  const width = 1000;
  const at = (/** @type {number} */ value) => Math.max(0, Math.min(1, value)) * width;
  return (
    <svg
      class="share-bar"
      viewBox={`0 0 ${width} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect class="ground" x="0" y="6" width={width} height="8" />
      <rect class="filled" x="0" y="6" width={at(share)} height="8" />
      {mark === undefined ? null : (
        <rect class="mark-line" x={Math.min(width - 4, at(mark))} y="0" width="4" height="20" />
      )}
    </svg>
  );
}

/**
 * @param {{rows: Array<{label: string, share: number, text: string, note?: string, mark?: number, kind?: string}>,
 *   caption: string}} props `mark`: where another share is, such as the mean; `kind`: of a row that stands out
 */
export function BarTable({ rows, caption }) {
  return (
    <table class="bars">
      <caption class="hidden-text">{caption}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} class={row.kind}>
            <th scope="row">
              {row.label}
              {row.note ? <small>{row.note}</small> : null}
            </th>
            <td>
              <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" width="100" height="6" />
                <rect class="filled" width={Math.max(0, Math.min(1, row.share)) * 100} height="6" />
                {row.mark === undefined ? null : (
                  <rect
                    class="mark-line"
                    x={Math.max(0, Math.min(99, row.mark * 100))}
                    width="1.5"
                    height="6"
                  />
                )}
              </svg>
            </td>
            <td class="number">{row.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
