/** Towns with their region, as a company would name it: `four cold stores across Yorkshire`. */
export interface Place { readonly town: string; readonly region: string }

const places = (region: string, ...towns: string[]): Place[] => towns.map((town) => ({ town, region }));

export const PLACES: Readonly<Record<string, readonly Place[]>> = {
  US: [...places('New England', 'Bangor, ME', 'Concord, NH', 'Springfield, MA'), ...places('the Midwest', 'Peoria, IL', 'Lansing, MI', 'Dayton, OH'), ...places('the Carolinas', 'Durham, NC', 'Greenville, SC'),
    ...places('the Pacific Northwest', 'Yakima, WA', 'Salem, OR'), ...places('Texas', 'Laredo, TX', 'Waco, TX'), ...places('California', 'Fresno, CA', 'Salinas, CA')],
  CA: [...places('Ontario', 'Guelph', 'Kingston'), ...places('Quebec', 'Sherbrooke'), ...places('Manitoba', 'Brandon'), ...places('British Columbia', 'Kelowna')],
  GB: [...places('Yorkshire', 'Wakefield', 'Ripon'), ...places('Lincolnshire', 'Boston', 'Grimsby'), ...places('the West Country', 'Yeovil', 'Taunton'), ...places('Scotland', 'Perth', 'Elgin'), ...places('Kent', 'Maidstone')],
  IE: [...places('Munster', 'Mallow', 'Clonmel'), ...places('Leinster', 'Carlow')],
  NL: [...places('Brabant', 'Breda', 'Uden'), ...places('Friesland', 'Sneek')],
  BE: places('Flanders', 'Roeselare', 'Geel'),
  SE: places('Skåne', 'Kristianstad', 'Lund'),
  NO: places('Rogaland', 'Haugesund', 'Egersund'),
  DK: places('Jutland', 'Randers', 'Vejle'),
  FI: places('Ostrobothnia', 'Vaasa', 'Seinäjoki'),
  DE: [...places('Niedersachsen', 'Celle', 'Verden'), ...places('Westfalen', 'Soest'), ...places('Franken', 'Ansbach')],
  AT: places('Oberösterreich', 'Wels', 'Steyr'),
  CH: places('Mittelland', 'Olten', 'Langenthal'),
  FR: places('Bretagne', 'Vitré', 'Pontivy'),
  ES: places('Murcia', 'Lorca', 'Cieza'),
  PL: places('Wielkopolska', 'Gniezno'),
  AU: places('Victoria', 'Bendigo', 'Ballarat'),
};

export const COUNTRY_NAMES: Readonly<Record<string, string>> = {
  US: 'United States', CA: 'Canada', GB: 'United Kingdom', IE: 'Ireland', NL: 'Netherlands', BE: 'Belgium', SE: 'Sweden', NO: 'Norway', DK: 'Denmark', FI: 'Finland',
  DE: 'Germany', AT: 'Austria', CH: 'Switzerland', FR: 'France', ES: 'Spain', PL: 'Poland', AU: 'Australia',
};

/** What each country's companies and people are called after. */
export type Tongue = 'english' | 'german' | 'nordic' | 'dutch' | 'romance';
export const TONGUES: Readonly<Record<string, Tongue>> = {
  US: 'english', CA: 'english', GB: 'english', IE: 'english', AU: 'english', DE: 'german', AT: 'german', CH: 'german', NL: 'dutch', BE: 'dutch',
  SE: 'nordic', NO: 'nordic', DK: 'nordic', FI: 'nordic', FR: 'romance', ES: 'romance', PL: 'romance',
};
