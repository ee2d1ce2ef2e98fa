/** Makes a grid of meetings small enough to read, without losing a meeting. */

/** @typedef {{labels: string[], matrix: number[][]}} Grid */

/**
 * Keeps the labels with most meetings, in their order, and gathers all others under one label.
 * @param {Grid} grid
 * @param {number} most how many labels there may be afterwards
 * @param {(count: number) => string} restLabel
 * @returns {Grid}
 */
export function gather({ labels, matrix }, most, restLabel) {
  if (labels.length <= most) return { labels, matrix };
  const cell = (/** @type {number} */ row, /** @type {number} */ column) =>
    matrix[row]?.[column] ?? 0;
  const total = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0);
  const meetings = labels.map((_, index) => total(matrix[index] ?? []));
  const order = labels
    .map((_, index) => index)
    .sort((one, other) => Number(meetings[other]) - Number(meetings[one]));
  const kept = order.slice(0, most - 1).sort((one, other) => one - other);
  const rest = order.slice(most - 1);
  // Inside the rest every meeting of two labels stands in two cells, but is one meeting.
  const within = total(
    rest.flatMap((row) =>
      rest.filter((column) => column >= row).map((column) => cell(row, column)),
    ),
  );
  const toRest = kept.map((row) => total(rest.map((column) => cell(row, column))));
  return {
    labels: [...kept.map((index) => String(labels[index])), restLabel(rest.length)],
    matrix: [
      ...kept.map((row, at) => [...kept.map((column) => cell(row, column)), Number(toRest[at])]),
      [...toRest, within],
    ],
  };
}

/**
 * The pairs of labels that meet, most often first.
 * @param {Grid} grid
 */
export function busiest({ labels, matrix }) {
  return labels
    .flatMap((one, row) =>
      labels.slice(row).map((other, offset) => ({
        one,
        other,
        count: matrix[row]?.[row + offset] ?? 0,
      })),
    )
    .filter((entry) => entry.count > 0)
    .sort((one, other) => other.count - one.count);
}
