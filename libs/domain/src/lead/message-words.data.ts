import type { LeadSnapshot } from '#contracts';

export type MessageClass = NonNullable<LeadSnapshot['messageClass']>;

/**
 * What people write when they want something, in English, German and French; compared without case, accents and punctuation, on whole words.
 * A phrase belongs here only if a person who reads nothing else would agree. Written by hand for this purpose.
 */
export const MESSAGE_WORDS: Readonly<Record<Exclude<MessageClass, 'unclear'>, readonly string[]>> = {
  job_seeker: [
    'internship', 'internships', 'my cv', 'my resume', 'apply for a job', 'apply for a position', 'applying for', 'job application', 'job vacancy', 'job opening at your',
    'looking for a job', 'looking for work', 'are you hiring', 'vacancies at', 'career opportunities at',
    'praktikum', 'praktikumsplatz', 'bewerbung', 'mein lebenslauf', 'meinen lebenslauf', 'stellenangebote', 'ausbildungsplatz', 'bewerben',
    'stage chez', 'mon cv', 'candidature', 'recherche un emploi', 'offre d emploi', 'alternance',
  ],
  vendor: [
    'seo services', 'link building', 'guest post', 'backlinks', 'rank on google', 'we offer our services', 'our agency', 'boost your sales', 'boost your traffic',
    'web design services', 'lead generation services', 'outsourcing partner', 'increase your revenue', 'email list', 'become your supplier', 'sell you',
    'wir bieten ihnen', 'unsere dienstleistungen', 'unsere agentur', 'suchmaschinenoptimierung',
    'nous vous proposons', 'nos services', 'notre agence', 'referencement naturel',
  ],
  support: [
    'not working', 'does not work', 'doesn t work', 'stopped working', 'error message', 'password reset', 'reset my password', 'cannot log in', 'can t log in',
    'my invoice', 'support ticket', 'our existing sensors', 'my subscription', 'cancel my', 'refund', 'warranty claim', 'replacement battery',
    'funktioniert nicht', 'passwort zurucksetzen', 'fehlermeldung', 'meine rechnung', 'kundigen', 'reklamation', 'gewahrleistung',
    'ne fonctionne pas', 'ne marche pas', 'mot de passe', 'message d erreur', 'ma facture', 'resilier', 'remboursement',
  ],
  buying: [
    'demo', 'quote', 'quotation', 'pricing', 'price list', 'how much', 'cost', 'offer for', 'trial', 'buy', 'purchase', 'order', 'rollout', 'roll out', 'tender', 'rfp', 'proposal',
    'looking for', 'interested in', 'we need', 'need a', 'evaluate', 'evaluating', 'comparing', 'replace our', 'replacing', 'call me', 'call back', 'get in touch', 'talk to sales',
    'audit', 'monitor', 'monitoring', 'temperature logs', 'temperature log', 'cold rooms', 'cold room', 'cold store', 'trucks', 'sensors for', 'haccp', 'compliance',
    'angebot', 'preis', 'preise', 'kosten', 'preisliste', 'vorfuhrung', 'testen', 'kaufen', 'bestellen', 'wir suchen', 'wir brauchen', 'wir benotigen', 'interessieren uns', 'interesse an',
    'ruckruf', 'ausschreibung', 'uberwachung', 'kuhlraum', 'kuhlraume', 'kuhlhaus', 'temperaturuberwachung',
    'devis', 'tarif', 'tarifs', 'prix', 'demonstration', 'acheter', 'commander', 'nous cherchons', 'nous recherchons', 'besoin d', 'interesses par', 'interesse par', 'appel d offres',
    'chambre froide', 'chambres froides', 'surveillance',
  ],
};
