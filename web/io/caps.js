/** How large a file may be, said before one is chosen. */

export const CAPS = { csvPeople: 2_000_000, sheetRows: 200_000, sheetMegabytes: 50 };
