import type { Tongue } from './places.data.js';

/** Halves of invented place names; put together they name a company. */
export const COMPANY_NAMES: Readonly<Record<Tongue, { readonly first: readonly string[]; readonly last: readonly string[] }>> = {
  english: {
    first: ['Quill', 'Tarn', 'Hesper', 'Dun', 'Brindle', 'Osprey', 'Fen', 'Wyn', 'Stave', 'Juniper', 'Lorn', 'Sable', 'Tallow', 'Ruddle', 'Withy', 'Cran', 'Mallow', 'Pell', 'Saffron', 'Thistle', 'Garnet', 'Otter', 'Bram', 'Kestrel'],
    last: ['wick', 'fell', 'marrow', 'mere', 'combe', 'shaw', 'holt', 'march', 'stead', 'burn', 'garth', 'thorpe', 'leigh', 'moss'],
  },
  german: { first: ['Eschen', 'Tann', 'Erlen', 'Habichts', 'Silber', 'Moor', 'Brunn', 'Quell'], last: ['rode', 'horn', 'stedt', 'wisch', 'büttel', 'matt', 'egg'] },
  nordic: { first: ['Hav', 'Elv', 'Skog', 'Storm', 'Bjørk', 'Isbre'], last: ['vik', 'sund', 'nes', 'lund', 'tind', 'gard'] },
  dutch: { first: ['Wester', 'Duin', 'Molen', 'Hooge', 'Zilver'], last: ['wetering', 'brug', 'polder', 'rijt', 'kade'] },
  romance: { first: ['Bel', 'Clair', 'Val', 'Mont', 'Sol'], last: ['orne', 'ivel', 'anter', 'essac', 'adora'] },
};

export const PEOPLE_NAMES: Readonly<Record<Tongue, { readonly first: readonly string[]; readonly last: readonly string[] }>> = {
  english: {
    first: ['Alma', 'Brendan', 'Carys', 'Desmond', 'Edith', 'Fergus', 'Gwen', 'Howard', 'Imogen', 'Jerome', 'Keira', 'Leonard', 'Maeve', 'Nolan', 'Orla', 'Percy', 'Quentin', 'Rosalind', 'Silas', 'Tamsin', 'Una', 'Vernon', 'Winifred', 'Yasmin',
      'Amara', 'Rajiv', 'Camila', 'Tariq', 'Mei', 'Kwame'],
    last: ['Abelwhite', 'Barrowclough', 'Cattermole', 'Drinkwater', 'Entwhistle', 'Fothergill', 'Greenhalgh', 'Hathersage', 'Inchbald', 'Jessamine', 'Kettlewell', 'Lovelock', 'Micklethwait', 'Netherby', 'Oldroyd', 'Postlewaite', 'Quarrington',
      'Ravenscroft', 'Satterthwaite', 'Tunnicliffe', 'Underhay', 'Vickerstaff', 'Wolstenholme', 'Yarwood', 'Adeyemi', 'Banerjee', 'Castellano', 'Doucet', 'Espinoza', 'Farrokhzad'],
  },
  german: {
    first: ['Annegret', 'Bastian', 'Clemens', 'Dorothea', 'Eckhard', 'Friederike', 'Gero', 'Hedwig', 'Ingmar', 'Jutta', 'Konrad', 'Leonie', 'Mechthild', 'Norbert', 'Ottilie', 'Rainer'],
    last: ['Achtermann', 'Brinkschulte', 'Dahlhoff', 'Eberling', 'Feddersen', 'Grothusen', 'Hagenau', 'Isenbart', 'Kropshofer', 'Lüdtke', 'Mühlegger', 'Niederberger', 'Ostendorp', 'Pfaffinger', 'Quandtner', 'Rüschlin'],
  },
  nordic: {
    first: ['Aino', 'Birger', 'Dagny', 'Eskil', 'Frida', 'Gunnar', 'Hilma', 'Ivar', 'Johanne', 'Kaisa', 'Leif', 'Maren'],
    last: ['Aaltovaara', 'Bakkerud', 'Dalsgård', 'Ekmark', 'Fagerlid', 'Grönqvist', 'Holmbäck', 'Ihalainen', 'Kjeldahl', 'Lindhage'],
  },
  dutch: { first: ['Aletta', 'Bram', 'Corine', 'Douwe', 'Elske', 'Floris', 'Geerte', 'Hidde', 'Ilse', 'Joost'], last: ['Achterberg', 'Brouwershaven', 'van der Dussel', 'Eikenaar', 'de Grootveld', 'Hoogland', 'van Kampenhout', 'Lievens', 'Maesfranckx', 'ter Nieuwland'] },
  romance: { first: ['Aurélie', 'Blanca', 'Cyprien', 'Dolores', 'Étienne', 'Fermín', 'Grażyna', 'Hélène'], last: ['Arceneaux', 'Belmontel', 'Carrascal', 'Delacourt', 'Escarrà', 'Fontanel', 'Gorczyca', 'Hervalin'] },
};
