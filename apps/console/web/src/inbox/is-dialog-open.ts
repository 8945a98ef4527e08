/** While a dialog is open, keys belong to it. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;
