/**
 * Words of job titles, as `fold` leaves them: lower case, without accents and signs. Stems of English, German, French, Spanish,
 * Italian and Dutch. In every table the first match wins.
 */
type Row<T> = readonly [words: RegExp, is: T];

/** Titles that hold a word for somebody high up which is somebody else's, or means less beside its neighbour. */
export const EXCEPTIONS: readonly Row<string>[] = [
  [/^(intern|trainee|apprentice)\b|^(werkstudent|praktikant|azubi|auszubildende|stagiaire|alternant|becari|tirocinante|stagista)|^(summer|spring|off cycle) (analyst|associate)|\b(intern|internship|trainee|apprentice|working student|student|stagiaire)$/, 'entry'],
  [/\b(assistant|assistent|assistentin|assistenz|assistante|asistente|assistente|secretary|secretaire|sekretarin|pa|ea) (to|of|der|des|de|du|d|di|del|van)\b|\b(personal|executive) assistant|\w(assistent|assistenz|sekretar)/, 'staff'],
  [/\bchief of staff\b/, 'director'],
  [/\bchief (engineer|accountant|technician|cook|chef|steward|buyer|inspector|clerk|nurse)|\bhead (chef|cook|waiter|nurse|cashier|barista|receptionist|gardener|coach|baker|teacher|porter|housekeeper)|\b(team|schicht|gruppen|projekt|filial|markt)leit/, 'manager'],
];

/** Looked for in what stands before "of", then in all. */
export const RANKS: readonly Row<string>[] = [
  [/(?<!\b(product|process|service|system|data|application|solution) )\bowner|\b(co ?)?founder|\binhaber|\bgru?e?nder|\bpropriet|\bpropietari|\bfondat|\bfundador|\btitolare|\beigenaar|\bgesellschafter|\b(managing|founding|equity|general) partner\b|^partner$/, 'owner'],
  [/\bchief|\bc[eotfi]o\b|\bc(mo|ro|po|so|do|hro|iso)\b|\bmanaging director|\bgescha?e?ftsfu?e?hr|\b(directeur|directrice) general|\b(director|directora) general|\bdirettore generale|\balgemeen directeur|\bconsejer[oa] delegad|\bamministratore delegato|\bpdg\b|\bvorstand|\bdirigeant|\bgerant|\bchair(man|woman|person)?\b|\bboard (member|director)/, 'c-level'],
  [/\b[sea]?vp\b|\bvice ?president|\bvizepra?e?sident/, 'vp'],
  [/\bpresident/, 'c-level'],
  [/\bdire[ck]?t(or|eur|rice|tor)|\bdirettrice|\bhead\b|(?<!beg)leiter(in)?\b|\bleit(er|ung)|leitung\b|\bresponsa|\bbereichsleit|\bhoofd\b|\bprokurist/, 'director'],
  [/\bmanager|\bsupervisor|\blead(?! gen)|\bteam ?lead|\b[kc]oordinat|\bcoordinador|\bchef d|\bforeman|\bsuperintendent|\bjef[ea] de\b|\bgerente|\bcapo\b|\bencargad|leider\b/, 'manager'],
  [/\b(interns?|internship|trainee|werkstudent|praktikant|apprentice|azubi|stagiaire)\b/, 'entry'],
];

export interface Department {
  /** Null for what none of our departments is. */
  readonly department: string | null;
  readonly words: RegExp;
  /** What they do there; the department itself where none of them is named. */
  readonly roles: readonly Row<string>[];
}

/** "Sales operations" is sales, "software engineering" is it: the first word counts where the second names another department. */
const MIXED: readonly Department[] = [
  { department: 'sales', words: /\b(sales|revenue) (operation|ops\b|engineer)|\b(key )?account operation/, roles: [[/operation|ops/, 'sales-operations'], [/engineer/, 'sales-engineering']] },
  { department: 'marketing', words: /\b(marketing|brand) (operation|ops\b|engineer)|\bproduct marketing/, roles: [[/product marketing/, 'product-marketing']] },
  { department: 'people', words: /\b(people|hr|human resources|talent) (operation|ops\b)/, roles: [] },
  { department: 'finance', words: /\b(finance|financial|accounting) (operation|ops\b)/, roles: [] },
  { department: 'it', words: /\b(software|data|cloud|devops|platform|web|network|security|machine learning|full ?stack|front ?end|back ?end|mobile) (engineer|develop|architect)|\bit (operation|infrastructure|service|support|security)/, roles: [[/engineer|develop|architect/, 'software-engineering'], [/./, 'it-operations']] },
];

/** The last one takes whatever is left. */
export const DEPARTMENTS: readonly Department[] = [
  ...MIXED,
  { department: 'quality', words: /\b(qualit|kwaliteit|haccp\b|food safety|lebensmittelsicherheit|compliance\b|qa\b|qs\b)|qualita?e?t/, roles: [[/haccp|food safety|lebensmittelsicherheit/, 'food-safety'], [/compliance/, 'compliance']] },
  { department: 'facilities', words: /\b(facilit|maintenance|mantenimiento|manutenzione|engineering|refrigeration|technik|technische[rn]? leit|instandhaltung|onderhoud|plant|site manager|ka?e?ltetechnik)|instandhalt/, roles: [[/maintenance|instandhalt|mantenimiento|manutenzione|onderhoud/, 'maintenance'], [/refrigeration|ka?e?lte/, 'refrigeration'], [/plant|site manager/, 'plant-management'], [/engineering|technik|technisch/, 'engineering']] },
  { department: 'operations', words: /\b(operation|chief operating|operacion|operazion|operatie|supply chain|logisti|warehouse|distribution|distribucion|production|produccion|produzion|productie|betrieb|lager|produktion|exploitation|entrepot|almacen|magazzin|magazijn|manufactur|fulfil|dispatch|coo\b|fleet|transport)|(lager|betriebs|logistik|produktions|werks?)leit/, roles: [[/supply chain/, 'supply-chain'], [/warehous|lager|entrepot|almacen|magazzin|magazijn|fulfil/, 'warehousing'], [/logisti|distribu|transport|fleet|dispatch/, 'logistics'], [/produ[ckz]|manufactur|werks?leit/, 'production']] },
  { department: 'purchasing', words: /\b(purchas|procure|buyer|buying|einkauf|achat|acheteu|compras|acquisti|inkoop|inkoper|sourcing)/, roles: [] },
  { department: 'sales', words: /\b(sales|vertrieb|verkauf|business development|commercial|ventes|ventas|vendite|verkoop|lead gen|account(?!ing|ant|s payable|s receivable))|vertriebs?leit/, roles: [[/account/, 'account-management'], [/business development/, 'business-development']] },
  { department: 'marketing', words: /\b(marketing|brand|communication|kommunikation|comunica|social media|growth)/, roles: [[/brand/, 'brand'], [/communication|kommunikation|comunica|social media/, 'communications']] },
  { department: 'finance', words: /\b(finan[cz]|cfo\b|controll|account(ing|ant|s)|buchhalt|comptab|contab|boekhoud|bookkeep|treasur|audit|payroll|tax\b|investment)/, roles: [[/account|buchhalt|comptab|contab|boekhoud|bookkeep|payroll/, 'accounting'], [/controll|audit/, 'controlling'], [/treasur|investment/, 'treasury']] },
  { department: 'it', words: /\b(it|information technology|information systems|software|data|database|cto|cio|ciso|digital|devops|developer|informatik\w*|informatique|informatica|edv|cyber ?\w*|systems? administrator)\b/, roles: [[/software|developer|cto/, 'software-engineering'], [/\bdata/, 'data'], [/ciso|cyber/, 'security']] },
  { department: 'people', words: /\b(hr|human resources|people|talent|recruit\w*|rrhh|drh|recursos humanos|risorse umane|ressources humaines|personal(?! (assistant|trainer|banker|shopper))\w*|personeel\w*)\b/, roles: [[/recruit|talent/, 'recruiting']] },
  {
    department: null,
    words: /./,
    roles: [
      [/\b(assistant|assistent|assistenz|asistente|secretary|secretaire|sekreta?e?r|administrative|receptionist|office manager)/, 'administration'],
      [/\b(legal|lawyer|attorney|counsel|paralegal|solicitor|jurist|rechts|juridique|avvocato)/, 'legal'],
      [/\b(health and safety|health safety|ehs|hse|safety|arbeitssicherheit|sicherheit)\b/, 'health-safety'],
      [/\b(research|r d|scientist|scientific|forschung|entwicklung|recherche|laborator|labor)\b|forschung/, 'research'],
      [/\b(product|produkt|producto|prodotto)\b/, 'product'],
      [/\b(design|designer|creative|architect|artist|ux|ui)\b/, 'design'],
      [/\b(customer success|customer support|customer service|customer care|kundendienst|kundenservice|service client|support|implementation)\b/, 'customer-service'],
      [/\b(consult|berater|adviso|adviser|analyst|strateg)/, 'consulting'],
      [/\b(engineer|ingenieu?r|ingeniero|ingegnere|technician|techni[ck]|mechani|electric)/, 'engineering'],
      [/\b(project|projekt|programme|program)\b/, 'project-management'],
      [/\b(teacher|professor|lecturer|education|academic|student|training|trainer|lehrer)/, 'education'],
      [/\b(doctor|physician|nurs|pharmac|dental|dentist|veterinar|therap|medical|health)/, 'healthcare'],
      [/\b(chef|cook|restaurant|hotel|hospitality|housekeep|catering)/, 'hospitality'],
      [/\bgeneral manager\b/, 'general-management'],
    ],
  },
];

/** From the top. */
export const SENIORITIES: readonly string[] = ['owner', 'c-level', 'vp', 'director', 'manager', 'staff', 'entry'];

/** What vendors call seniority, and what we call it. */
export const LEVELS: Readonly<Record<string, string>> = {
  owner: 'owner', founder: 'owner', partner: 'owner', 'c level': 'c-level', 'c suite': 'c-level', cxo: 'c-level', executive: 'c-level', vp: 'vp', 'vice president': 'vp',
  director: 'director', head: 'director', manager: 'manager', senior: 'staff', mid: 'staff', staff: 'staff', 'individual contributor': 'staff',
  entry: 'entry', junior: 'entry', intern: 'entry', training: 'entry', unpaid: 'entry', student: 'entry',
};
