const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** `1 Nov`, in the reader's time zone. */
export const dayWords = (at: string): string => day.format(new Date(at));

/** Leads ahead or behind: `+0.57`, `−0.43`, `even`. */
export const signedWords = (leads: number): string => (Math.abs(leads) < 0.005 ? 'even' : `${leads < 0 ? '−' : '+'}${Math.abs(leads).toFixed(2)}`);
