/**
 * The commit points at which a crash must cost nothing, in the order of a lead. K1 a call was read · K2 in its transaction ·
 * K3 committed, not answered · K4 answered · K5 events committed, not sent · K6 on their way · K7 acknowledged, still in the outbox ·
 * K8 a batch came, nothing is stored · K9 committed, its position is not · K10 a provider or a model answered, its charge is not
 * settled · K11 settled, what follows is not stored · K12 a rep is chosen, not committed · K13 committed, nobody was told · K14 a
 * model answered a run, no line says so · K15 a page was saved, no line says so · K16 a CRM was written, not recorded · K17 a
 * notice or a mail left, not recorded · K18 an approval is stored, its person was not answered.
 */
export const FAILPOINTS = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8', 'K9', 'K10', 'K11', 'K12', 'K13', 'K14', 'K15', 'K16', 'K17', 'K18'] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

let armed: { readonly name: Failpoint; left: number } | null = null;

/** Only the entrance of a test process calls this: the `pass`-th time that `name` is reached, the process ends with SIGKILL. */
export function armFailpoint(name: Failpoint, pass: number): void {
  armed = { name, left: pass };
}

/** Does nothing unless this point is armed. `afterMs`: ends so much later, so that what was just begun can leave the process. */
export function failpoint(name: Failpoint, afterMs = 0): void {
  if (armed?.name !== name || (armed.left -= 1) !== 0) return;
  if (afterMs === 0) process.kill(process.pid, 'SIGKILL');
  else setTimeout(() => process.kill(process.pid, 'SIGKILL'), afterMs);
}
