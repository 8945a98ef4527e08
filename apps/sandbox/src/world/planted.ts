/** What goes wrong on purpose outside the product. */
export const PLANTED = {
  /** The owner of Reto Feldhaus cannot be set: every CRM refuses whoever is tried first, so that giving him to somebody else helps. */
  refusesFirstOwner: new Set(['reto.feldhaus@rheintal-frischdienst.example']),
  /** Rimedata answers 503 so often about these before it answers: a provider that is down is not one without data. */
  rimedataDownFirst: new Map([['tallgrassgrocers.example', 2]]),
  /** Mail to them is refused for good. */
  unknownMailboxes: new Set(['gone@larkmoor.example']),
} as const;
