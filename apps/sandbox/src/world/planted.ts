/** What goes wrong on purpose outside the product. */
export const PLANTED = {
  /** The owner of Reto Feldhaus cannot be set: HubSpot refuses whoever is tried first, so that giving him to somebody else helps. */
  refusesFirstOwner: new Set(['reto.feldhaus@rheintal-frischdienst.example']),
} as const;
