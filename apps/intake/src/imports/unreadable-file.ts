/** A file that cannot be read on from a line: what is wrong there, and what to do. Holds no values: it is kept in the open. */
export class UnreadableFile extends Error {
  constructor(readonly line: number, what: string, readonly fix: string) {
    super(`Line ${line} ${what}`);
    this.name = 'UnreadableFile';
  }
}
