/** The woven motif: threads that pass over and under each other. Drawn, never loaded. */

/** The sign in the header: one accent thread through four others. */
export function Mark() {
  return (
    <svg class="mark-sign" width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round">
        <path class="warp" d="M5 3v20M13 3v6M13 17v6M21 3v20" />
        <path class="weft-thread" d="M2 8h7M17 8h7M2 18h7M17 18h7M9 13h14M2 13h1" />
      </g>
    </svg>
  );
}

const WARPS = 12;
const WEFTS = 11;
const GAP = 26;
const HALF = 9;

/** A piece of cloth in the making: the lower rows are woven, the next one has just begun. */
export function Cloth() {
  const width = (WARPS + 1) * GAP;
  const height = (WEFTS + 4) * GAP;
  const rows = Array.from({ length: WEFTS }, (_, row) => {
    const y = height - (row + 1) * GAP;
    const reach = row < WEFTS - 1 ? WARPS : 7;
    const warps = Array.from({ length: reach }, (_unused, warp) => warp);
    const below = warps.filter((warp) => (warp + row) % 2 === 0);
    return {
      y,
      thread: `M${GAP * 0.4} ${y}H${(reach + 0.6) * GAP}`,
      crossings: below.map((warp) => `M${(warp + 1) * GAP} ${y - HALF}v${HALF * 2}`).join(''),
      accent: row % 4 === 2,
    };
  });
  return (
    <svg class="cloth" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path
        class="warp"
        d={Array.from({ length: WARPS }, (_, warp) => `M${(warp + 1) * GAP} 0V${height}`).join('')}
      />
      {rows.map((row) => (
        <g key={row.y}>
          <path class={row.accent ? 'pass accent' : 'pass'} d={row.thread} />
          <path class="gap" d={row.crossings} />
          <path class="warp" d={row.crossings} />
        </g>
      ))}
    </svg>
  );
}

const PASS_WARPS = 30;
const PASS_HEIGHT = 44;

/**
 * One pass of the weft through the warp: as far as the work has come.
 * @param {{share: number}} props
 */
export function Pass({ share }) {
  const width = (PASS_WARPS + 1) * GAP;
  const y = PASS_HEIGHT / 2;
  const end = Math.max(0, Math.min(1, share)) * width;
  const places = Array.from({ length: PASS_WARPS }, (_, warp) => (warp + 1) * GAP);
  const below = places.filter((x, warp) => warp % 2 === 0 && x < end);
  return (
    <svg class="cloth running-pass" viewBox={`0 0 ${width} ${PASS_HEIGHT}`} aria-hidden="true">
      <path class="warp" d={places.map((x) => `M${x} 0V${PASS_HEIGHT}`).join('')} />
      <path class="pass accent" d={`M0 ${y}H${end}`} />
      <path class="gap" d={below.map((x) => `M${x} ${y - HALF}v${HALF * 2}`).join('')} />
      <path class="warp" d={below.map((x) => `M${x} ${y - HALF}v${HALF * 2}`).join('')} />
    </svg>
  );
}

/** One stretch of the thread between two rooms. */
export function ThreadStretch() {
  return (
    <svg class="stretch" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 10C12 10 13 4 25 4S38 16 50 16 63 4 75 4 88 10 100 10" />
    </svg>
  );
}
