/** The day that a call is booked on, `2026-11-22`, in the organisation's time zone. `at` in milliseconds. */
export const budgetDay = (at: number, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
