/** States, provinces and nations by country and ISO 3166-2 code (without the country), each with its names and abbreviations that are no code. */
export const STATES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  US: {
    AL: ['Alabama', 'Ala'], AK: ['Alaska'], AZ: ['Arizona', 'Ariz'], AR: ['Arkansas', 'Ark'], CA: ['California', 'Calif', 'Cal'], CO: ['Colorado', 'Colo'], CT: ['Connecticut', 'Conn'], DE: ['Delaware', 'Del'],
    DC: ['District of Columbia', 'Washington DC', 'Washington D.C.', 'D.C.'], FL: ['Florida', 'Fla'], GA: ['Georgia'], HI: ['Hawaii'], ID: ['Idaho'], IL: ['Illinois', 'Ill'], IN: ['Indiana', 'Ind'], IA: ['Iowa'], KS: ['Kansas', 'Kans', 'Kan'],
    KY: ['Kentucky', 'Ken'], LA: ['Louisiana'], ME: ['Maine'], MD: ['Maryland'], MA: ['Massachusetts', 'Mass'], MI: ['Michigan', 'Mich'], MN: ['Minnesota', 'Minn'], MS: ['Mississippi', 'Miss'], MO: ['Missouri'], MT: ['Montana', 'Mont'],
    NE: ['Nebraska', 'Nebr', 'Neb'], NV: ['Nevada', 'Nev'], NH: ['New Hampshire', 'N.H.'], NJ: ['New Jersey', 'N.J.'], NM: ['New Mexico', 'N. Mex.', 'N.M.'], NY: ['New York', 'New York State', 'N.Y.'], NC: ['North Carolina', 'N.C.', 'N. Car.'], ND: ['North Dakota', 'N.D.', 'N. Dak.'],
    OH: ['Ohio'], OK: ['Oklahoma', 'Okla'], OR: ['Oregon', 'Ore', 'Oreg'], PA: ['Pennsylvania', 'Penn', 'Penna'], RI: ['Rhode Island', 'R.I.'], SC: ['South Carolina', 'S.C.', 'S. Car.'], SD: ['South Dakota', 'S.D.', 'S. Dak.'], TN: ['Tennessee', 'Tenn'],
    TX: ['Texas', 'Tex'], UT: ['Utah'], VT: ['Vermont'], VA: ['Virginia', 'Virg'], WA: ['Washington', 'Washington State', 'Wash'], WV: ['West Virginia', 'W. Va.', 'W.V.'], WI: ['Wisconsin', 'Wis', 'Wisc'], WY: ['Wyoming', 'Wyo'],
    AS: ['American Samoa'], GU: ['Guam'], MP: ['Northern Mariana Islands'], PR: ['Puerto Rico', 'P.R.'], VI: ['Virgin Islands', 'U.S. Virgin Islands'],
  },
  CA: {
    AB: ['Alberta', 'Alta'], BC: ['British Columbia', 'B.C.', 'Colombie-Britannique'], MB: ['Manitoba', 'Man'], NB: ['New Brunswick', 'N.B.', 'Nouveau-Brunswick'], NL: ['Newfoundland and Labrador', 'Newfoundland', 'Labrador', 'Nfld', 'Terre-Neuve-et-Labrador'],
    NS: ['Nova Scotia', 'N.S.', 'Nouvelle-Écosse'], NT: ['Northwest Territories', 'N.W.T.', 'Territoires du Nord-Ouest'], NU: ['Nunavut'], ON: ['Ontario', 'Ont'], PE: ['Prince Edward Island', 'P.E.I.', 'Île-du-Prince-Édouard'], QC: ['Quebec', 'Québec', 'Que', 'PQ'], SK: ['Saskatchewan', 'Sask'], YT: ['Yukon', 'Yukon Territory'],
  },
  AU: {
    ACT: ['Australian Capital Territory'], NSW: ['New South Wales', 'N.S.W.'], NT: ['Northern Territory', 'N.T.'], QLD: ['Queensland', "Q'land"], SA: ['South Australia', 'S.A.', 'S. Aust.'], TAS: ['Tasmania'], VIC: ['Victoria', 'Vict'], WA: ['Western Australia', 'W.A.', 'W. Aust.'],
  },
  DE: {
    BW: ['Baden-Württemberg', 'Baden-Wuerttemberg', 'BaWü'], BY: ['Bayern', 'Bavaria'], BE: ['Berlin'], BB: ['Brandenburg'], HB: ['Bremen'], HH: ['Hamburg'], HE: ['Hessen', 'Hesse'], MV: ['Mecklenburg-Vorpommern', 'Mecklenburg-Western Pomerania', 'MeckPomm'],
    NI: ['Niedersachsen', 'Lower Saxony', 'Nds'], NW: ['Nordrhein-Westfalen', 'North Rhine-Westphalia', 'NRW'], RP: ['Rheinland-Pfalz', 'Rhineland-Palatinate', 'RLP'], SL: ['Saarland'], SN: ['Sachsen', 'Saxony'], ST: ['Sachsen-Anhalt', 'Saxony-Anhalt', 'LSA'], SH: ['Schleswig-Holstein'], TH: ['Thüringen', 'Thueringen', 'Thuringia'],
  },
  GB: { ENG: ['England'], SCT: ['Scotland', 'Scot'], WLS: ['Wales', 'Cymru'], NIR: ['Northern Ireland', 'N. Ireland'] },
  BR: {
    AC: ['Acre'], AL: ['Alagoas'], AP: ['Amapá'], AM: ['Amazonas'], BA: ['Bahia'], CE: ['Ceará'], DF: ['Distrito Federal', 'Federal District'], ES: ['Espírito Santo'], GO: ['Goiás'], MA: ['Maranhão'], MT: ['Mato Grosso'], MS: ['Mato Grosso do Sul'], MG: ['Minas Gerais', 'Minas'], PA: ['Pará'],
    PB: ['Paraíba'], PR: ['Paraná'], PE: ['Pernambuco'], PI: ['Piauí'], RJ: ['Rio de Janeiro'], RN: ['Rio Grande do Norte'], RS: ['Rio Grande do Sul'], RO: ['Rondônia'], RR: ['Roraima'], SC: ['Santa Catarina'], SP: ['São Paulo'], SE: ['Sergipe'], TO: ['Tocantins'],
  },
  IN: {
    AN: ['Andaman and Nicobar Islands'], AP: ['Andhra Pradesh'], AR: ['Arunachal Pradesh'], AS: ['Assam'], BR: ['Bihar'], CH: ['Chandigarh'], CG: ['Chhattisgarh', 'CT', 'Chattisgarh'], DH: ['Dadra and Nagar Haveli and Daman and Diu', 'Daman and Diu', 'Dadra and Nagar Haveli'], DL: ['Delhi', 'New Delhi', 'NCT of Delhi'],
    GA: ['Goa'], GJ: ['Gujarat'], HR: ['Haryana'], HP: ['Himachal Pradesh'], JK: ['Jammu and Kashmir'], JH: ['Jharkhand'], KA: ['Karnataka'], KL: ['Kerala'], LA: ['Ladakh'], LD: ['Lakshadweep'], MP: ['Madhya Pradesh'], MH: ['Maharashtra'], MN: ['Manipur'], ML: ['Meghalaya'], MZ: ['Mizoram'],
    NL: ['Nagaland'], OD: ['Odisha', 'Orissa', 'OR'], PY: ['Puducherry', 'Pondicherry'], PB: ['Punjab'], RJ: ['Rajasthan'], SK: ['Sikkim'], TN: ['Tamil Nadu'], TS: ['Telangana', 'TG'], TR: ['Tripura'], UP: ['Uttar Pradesh', 'U.P.'], UK: ['Uttarakhand', 'UT', 'Uttaranchal'], WB: ['West Bengal'],
  },
};
