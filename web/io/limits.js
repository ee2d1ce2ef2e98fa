/**
 * How much of a workbook is read. A spreadsheet's rows are as many; what stands right of a thousand columns is no
 * roster.
 */
export const WORKBOOK_LIMITS = {
  /** Bytes of the file. */
  packed: 50_000_000,
  /** Bytes of what is packed into it, and of the table that comes out; */
  unpacked: 500_000_000,
  /** at most so many times the bytes of the file, */
  times: 200,
  /** but so many in any case. */
  small: 50_000_000,
  /** Places of cells, the empty ones between others included, besides one for each byte that is unpacked. */
  values: 10_000_000,
  /** Bytes of a tag or a comment. */
  tag: 262_144,
  /** Parts in its directory, which is read again with every sheet. */
  parts: 10_000,
  rows: 1_048_576,
  columns: 1_024,
  /** Bytes of sheets up to which all of them are read, so that their rows can be shown; else one alone is. */
  together: 20_000_000,
  /** Bytes of sheets that are read to find one that is not empty, besides the first of them. */
  search: 100_000_000,
};

/** What a sheet of a spreadsheet holds: its rows, and letters (UTF-16 units) of a cell. */
export const SPREADSHEET = { rows: 1_048_576, letters: 32_767 };

/** Lists and objects in each other, in a file that Weft wrote or that was written for it. As in the core. */
export const JSON_LEVELS = 100;

/** People in a CSV file that are read with ease on a usual computer. */
export const CSV_PEOPLE = 2_000_000;
