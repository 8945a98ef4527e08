/** Rimewell's reps, in the order in which every CRM numbers its users; Lars left, and is deactivated everywhere. */
export const TEAM: readonly { readonly firstName: string; readonly lastName: string; readonly mailbox: string; readonly active: boolean }[] = [
  ['Ana', 'Castellan', 'ana.castellan'], ['Marcus', 'Oyelade', 'marcus.oyelade'], ['Priya', 'Venkat', 'priya.venkat'], ['Tom', 'Halvorsen', 'tom.halvorsen'], ['Nora', 'Byrne-Quill', 'nora.bq'],
  ['Jonas', 'Achterfeld', 'jonas.achterfeld'], ['Sofia', 'Marchelli', 'sofia.marchelli'], ['Grace', 'Okonjo', 'grace.okonjo'], ['Dieter', 'Wannstett', 'dieter.wannstett'], ['Lars', 'Ekendahl', 'lars.ekendahl'],
].map(([firstName, lastName, mailbox]) => ({ firstName: firstName!, lastName: lastName!, mailbox: mailbox!, active: firstName !== 'Lars' }));
