/** A small woven sign for each format: grey threads run down, the accent thread says what the format does. */

/**
 * `warp`: threads that lie still; `weft`: the thread that joins them; `over`: where a warp passes over the weft.
 * @type {Record<string, {warp: string, weft: string, over: string}>}
 */
const GLYPHS = {
  // A thread that crosses two others by chance.
  lunch: { warp: 'M17 6v36M31 6v36', weft: 'M4 14C18 14 30 34 44 34', over: 'M17 13v12' },
  // Many threads bound into one piece.
  teams: {
    warp: 'M9 5v38M19 5v38M29 5v38M39 5v38',
    weft: 'M4 14h40M4 24h40M4 34h40',
    over: 'M9 10v8M29 10v8M19 20v8M39 20v8M9 30v8M29 30v8',
  },
  // Two threads twined around each other.
  tandem: {
    warp: 'M15 5C15 17 33 15 33 24S15 31 15 43',
    weft: 'M33 5C33 17 15 15 15 24S33 31 33 43',
    over: 'M18.5 11.5C21 14 27 15 30.5 18.5',
  },
  // A thread that climbs past others.
  mentoring: {
    warp: 'M11 30v14M23 19v25M35 6v38',
    weft: 'M4 37h13v-10h12v-11h15',
    over: 'M11 33v8M35 11v10',
  },
  // A thread that goes along with another one.
  shadowing: {
    warp: 'M4 18c8 0 8-10 16-10s9 10 17 10h7M29 5v38',
    weft: 'M4 33c8 0 8-10 16-10s9 10 17 10h7',
    over: 'M29 22v12',
  },
  // An agenda: times run down, and each session takes its place.
  barcamp: {
    warp: 'M8 5v38M24 5v38M40 5v38',
    weft: 'M8 12h16M24 24h16M8 36h16',
    over: '',
  },
  // Areas that a thread goes through.
  spaces: {
    warp: 'M11 9h26v30H11zM24 9v30',
    weft: 'M3 24h42',
    over: 'M11 19v10M37 19v10',
  },
  // A ring that ties many ends together.
  knowledge: {
    warp: 'M24 4v40M4 24h40',
    weft: 'M24 12a12 12 0 1 1 0 24a12 12 0 1 1 0-24',
    over: 'M24 8v8M24 32v8',
  },
};

/** @param {{id: string}} props */
export function FormatGlyph({ id }) {
  const glyph = GLYPHS[id];
  if (!glyph) return null;
  return (
    <svg class="glyph" width="48" height="48" viewBox="0 0 48 48" aria-hidden="true">
      <path class="warp" d={glyph.warp} />
      <path class="pass accent" d={glyph.weft} />
      <path class="gap" d={glyph.over} />
      <path class="warp" d={glyph.over} />
    </svg>
  );
}
