const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** `1 Nov`, in the reader's time zone. */
export const dayWords = (at: string): string => day.format(new Date(at));
/** `22 Nov, 09:31:04` */
export const momentWords = (at: string): string => clock.format(new Date(at));

/** Leads ahead or behind: `+0.57`, `−0.43`. */
export const signedWords = (leads: number): string => `${leads < -0.005 ? '−' : '+'}${Math.abs(leads).toFixed(2)}`;
