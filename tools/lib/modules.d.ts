/** Packages that say nothing of their types. */

declare module 'edmonds-blossom' {
  /** For each vertex the one it is matched with, or -1. */
  export default function blossom(
    edges: number[][],
    maxCardinality: boolean,
  ): number[];
}
