/**
 * How much of a workbook is read: bytes of the file, bytes of what is packed into it (and of the table that
 * comes out), rows and columns of a sheet. A spreadsheet's rows are as many; what stands right of a thousand
 * columns is no roster.
 */
export const WORKBOOK_LIMITS = {
  packed: 50_000_000,
  unpacked: 500_000_000,
  rows: 1_048_576,
  columns: 1_024,
};

/** People in a CSV file that are read with ease on a usual computer. */
export const CSV_PEOPLE = 2_000_000;
