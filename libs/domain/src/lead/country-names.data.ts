/** What people type that no list of country names holds, and formal names that are made of no common one; folded. */
export const SPELLINGS: Readonly<Record<string, string>> = {
  uk: 'GB', 'u k': 'GB', britain: 'GB', 'great britain': 'GB', england: 'GB', scotland: 'GB', wales: 'GB', 'northern ireland': 'GB', grossbritannien: 'GB',
  us: 'US', 'u s': 'US', usa: 'US', 'u s a': 'US', 'united states': 'US', 'the united states': 'US', america: 'US', 'etats unis': 'US',
  eire: 'IE', 'republic of ireland': 'IE', holland: 'NL', 'the netherlands': 'NL', schweiz: 'CH', suisse: 'CH', svizzera: 'CH',
  brd: 'DE', osterreich: 'AT', uae: 'AE', korea: 'KR', 'south korea': 'KR', russia: 'RU', czechia: 'CZ', 'czech republic': 'CZ', turkey: 'TR', turkiye: 'TR',

  'argentine republic': 'AR', 'french republic': 'FR', 'gabonese republic': 'GA', 'hellenic republic': 'GR', 'italian republic': 'IT', 'kyrgyz republic': 'KG', 'lebanese republic': 'LB', 'portuguese republic': 'PT', 'slovak republic': 'SK', 'togolese republic': 'TG',
  'swiss confederation': 'CH', 'united kingdom of great britain and northern ireland': 'GB', 'viet nam': 'VN', 'united mexican states': 'MX', 'holy see': 'VA', 'vatican city': 'VA', 'vatican city state': 'VA', 'saint siege': 'VA', 'santa sede': 'VA', bosnia: 'BA', micronesia: 'FM', 'british virgin islands': 'VG', 'us virgin islands': 'VI', 'caribbean netherlands': 'BQ', 'cocos islands': 'CC', 'falkland islands': 'FK',
  'hong kong': 'HK', 'china hong kong special administrative region': 'HK', macao: 'MO', macau: 'MO', 'china macao special administrative region': 'MO',
  'republique francaise': 'FR', 'republique italienne': 'IT', 'republique portugaise': 'PT', 'confederation suisse': 'CH', coree: 'KR', tchequie: 'CZ', cesko: 'CZ', 'republica francesa': 'FR', 'republica italiana': 'IT', 'republica argentina': 'AR', 'republica portuguesa': 'PT', 'republica popular china': 'CN',
  'confederacion suiza': 'CH', 'estados unidos de america': 'US', 'estados unidos mexicanos': 'MX', 'nueva zelandia': 'NZ', kazajstan: 'KZ', 'trinidad y tabago': 'TT',
  // Two countries each, of which the longer name is not the one that the shorter name means.
  'democratic people s republic of korea': 'KP', 'north korea': 'KP', dprk: 'KP', 'democratic republic of the congo': 'CD', 'democratic republic of congo': 'CD', drc: 'CD', 'republic of china': 'TW',
  'republique populaire democratique de coree': 'KP', 'republique democratique du congo': 'CD', 'republica popular democratica de corea': 'KP', 'republica democratica del congo': 'CD', 'republica democratica popular de corea': 'KP',
};

/** Codes of sports in capitals, where ISO has another one for the country and gives this one to nobody. Not those that are a word, or that another list gives to another country. */
export const SPORT_CODES: Readonly<Record<string, string>> = {
  ALG: 'DZ', ANG: 'AO', ARU: 'AW', ASA: 'AS', BAH: 'BS', BER: 'BM', BHU: 'BT', BIZ: 'BZ', BOT: 'BW', BUL: 'BG', CAY: 'KY', CGO: 'CG', CHA: 'TD', CHI: 'CL', CRC: 'CR', CRO: 'HR', DEN: 'DK', ENG: 'GB', ESA: 'SV', FIJ: 'FJ',
  GAM: 'GM', GBS: 'GW', GEQ: 'GQ', GER: 'DE', GRE: 'GR', GRN: 'GD', GUA: 'GT', GUI: 'GN', HAI: 'HT', HON: 'HN', INA: 'ID', IRI: 'IR', ISV: 'VI', IVB: 'VG', KSA: 'SA', KUW: 'KW', LAT: 'LV', LBA: 'LY', MAD: 'MG', MAS: 'MY',
  MAW: 'MW', MGL: 'MN', MRI: 'MU', MTN: 'MR', MYA: 'MM', NCA: 'NI', NED: 'NL', NEP: 'NP', NIR: 'GB', OMA: 'OM', PAR: 'PY', PHI: 'PH', PLE: 'PS', POR: 'PT', PUR: 'PR', RSA: 'ZA', SCO: 'GB', SEY: 'SC', SKN: 'KN', SLO: 'SI',
  SRI: 'LK', SUD: 'SD', SUI: 'CH', TAN: 'TZ', TGA: 'TO', TOG: 'TG', TPE: 'TW', URU: 'UY', VIE: 'VN', VIN: 'VC', ZAM: 'ZM', ZIM: 'ZW',
};
