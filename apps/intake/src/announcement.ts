/** What a call of a CRM tells, in one shape for all of them. */
export interface Announcement {
  /** Objects that are new there, each once, in the order they were named. */
  readonly leads: readonly AnnouncedLead[];
  readonly changes: readonly AnnouncedChange[];
  /** Events about something else. */
  readonly others: number;
  /** Why nothing else could be read in it; then it waits for a person. */
  readonly trouble?: Trouble;
}

/** What is wrong with a call that is proved, and what to do there. No personal data. */
export interface Trouble { readonly detail: string; readonly fix: string }

export type Properties = Readonly<Record<string, string | null>>;

export interface AnnouncedLead {
  readonly objectId: string;
  /** The sender's own id of this piece of news: sent again, it says the same. */
  readonly senderId: string;
  /** Null until it is read back, and where it is not there any more. */
  readonly properties: Properties | null;
}

export interface AnnouncedChange {
  readonly objectId: string;
  readonly property: string;
  /** Null where it was emptied. */
  readonly value: string | null;
  /** Milliseconds. */
  readonly at: number;
}
