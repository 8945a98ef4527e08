/**
 * What is degraded outside, for `/readyz`: `provider:rimedata` → `down since …, leads still assigned`. It never makes an app
 * unready. Apps add their own looks; services of one process share them.
 */
export class ReadyNotes {
  private readonly looks: (() => Promise<Readonly<Record<string, string>>>)[] = [];

  /** `look` says what is degraded at the moment, by name; nothing when all is well. */
  add(look: () => Promise<Readonly<Record<string, string>>>): void {
    this.looks.push(look);
  }

  async all(): Promise<Record<string, string>> {
    return Object.assign({}, ...(await Promise.all(this.looks.map((look) => look())))) as Record<string, string>;
  }
}
