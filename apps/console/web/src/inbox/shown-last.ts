/** What the inbox showed last, so that a lead page can go to the next one and back to the same list. */
export const shownLast = { search: '', ids: [] as readonly string[] };
