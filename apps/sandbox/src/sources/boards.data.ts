export type BoardSystem = 'greenhouse' | 'lever' | 'ashby';

/** Companies that also put their open roles on a public board, by domain; the board's name in its address is theirs to choose. */
export const BOARDS: readonly { readonly system: BoardSystem; readonly board: string; readonly domain: string }[] = [
  { system: 'greenhouse', board: 'pelhamrye', domain: 'pelhamrye.example' },
  { system: 'lever', board: 'halden-dairy', domain: 'haldendairy.example' },
  { system: 'ashby', board: 'Larkmoor Chilled Foods', domain: 'larkmoor.example' },
  { system: 'greenhouse', board: 'tallgrassgrocers', domain: 'tallgrassgrocers.example' },
];
