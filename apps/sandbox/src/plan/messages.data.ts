/** What people write; by what the gate makes of it. */
export const MESSAGES = {
  english: [
    'We need temperature logs that our auditor accepts. Can you show us a demo?', 'Looking for monitoring of our cold rooms and trucks.', 'How much would it cost for six sites?',
    'Our freezer failed on a Sunday and nobody noticed. Please call me.', 'We are comparing vendors for cold store monitoring this quarter.', 'Interested in sensors that go in without wiring.',
    'Can somebody talk to our quality team about HACCP records?', 'We open a new site in spring and need alarms for the cold rooms.', 'Replacing our paper logs before the next inspection. A quote please.', null,
  ],
  german: [
    'Wir suchen eine Überwachung für unsere Kühlräume.', 'Bitte ein Angebot für sechs Standorte.', 'Wir brauchen Temperaturprotokolle für das Audit im Februar.',
    'Bitte um Rückruf wegen der Temperaturüberwachung im Kühlhaus.', 'Was kosten die Sensoren für einen Lkw?', null,
  ],
  jobSeeker: ['Do you have internships for students of food technology?', 'Are you hiring for your warehouse? My CV is attached.', 'Haben Sie einen Praktikumsplatz frei?'],
  test: ['Testing the form, please ignore.', 'test test', 'just checking that this arrives'],
} as const;

export const TITLES = {
  english: ['Operations Director', 'Operations Manager', 'VP Operations', 'Quality Manager', 'Head of Quality', 'Food Safety Manager', 'Facilities Manager', 'Maintenance Manager', 'Warehouse Manager', 'Supply Chain Manager',
    'Fleet Manager', 'Plant Manager', 'Purchasing Manager', 'Finance Director', 'IT Manager', 'Managing Director'],
  german: ['Betriebsleiter', 'Leiterin Qualitätsmanagement', 'Lagerleiter', 'Geschäftsführerin', 'Einkaufsleiter', 'Leiter Instandhaltung', 'Leiterin Logistik'],
} as const;
