import type { MappedField } from '../map-fields.js';

/** What columns are called in exports of CRMs and in lists that people keep, folded; of several the first counts. */
export const HEADER_NAMES: Readonly<Record<MappedField, readonly string[]>> = {
  email: ['email', 'e mail', 'email address', 'e mail address', 'work email', 'business email', 'mail', 'person email', 'email work', 'e mail adresse', 'courriel', 'adresse e mail', 'correo electronico', 'correo'],
  fullName: ['full name', 'fullname', 'name', 'contact name', 'lead name', 'person name', 'contact', 'vollstandiger name', 'nom complet', 'nombre completo'],
  firstName: ['first name', 'firstname', 'given name', 'forename', 'vorname', 'prenom', 'nombre'],
  lastName: ['last name', 'lastname', 'surname', 'family name', 'nachname', 'nom', 'nom de famille', 'apellido', 'apellidos'],
  phone: ['phone', 'phone number', 'telephone', 'tel', 'work phone', 'business phone', 'mobile', 'mobile phone', 'mobile phone number', 'mobile number', 'person phone', 'phone work', 'telefon', 'telefonnummer', 'telefono'],
  title: ['job title', 'jobtitle', 'title', 'position', 'role', 'job', 'designation', 'job position', 'funktion', 'poste', 'cargo'],
  message: ['message', 'comments', 'comment', 'notes', 'note', 'description', 'inquiry', 'enquiry', 'nachricht', 'mensaje'],
  company: ['company', 'company name', 'account', 'account name', 'organization', 'organisation', 'organization name', 'employer', 'associated company', 'firma', 'unternehmen', 'societe', 'entreprise', 'empresa'],
  domain: ['domain', 'company domain', 'company domain name', 'website', 'website url', 'company website', 'web site', 'url', 'webseite', 'site web', 'sitio web'],
  country: ['country', 'country region', 'country code', 'land', 'pays', 'pais'],
  employees: ['employees', 'number of employees', 'no of employees', 'employee count', 'company size', 'headcount', 'mitarbeiter', 'effectif', 'empleados'],
  consent: ['consent', 'marketing consent', 'opt in', 'email opt in', 'newsletter', 'einwilligung'],
  campaign: ['campaign', 'campaign name', 'utm campaign', 'kampagne', 'campagne', 'campana'],
  leadSource: ['lead source', 'leadsource', 'source', 'original source', 'utm source', 'quelle', 'herkunft'],
  crmObjectId: ['crm object id', 'crmobjectid', 'crm id'],
  submittedAt: ['submitted at', 'submittedat', 'submission date', 'date submitted', 'created at', 'create date', 'created', 'created date', 'created time', 'timestamp', 'datum'],
};
