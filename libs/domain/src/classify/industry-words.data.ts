export interface IndustryWords {
  readonly slug: string;
  readonly label: string;
  readonly naics: string;
  /** The words that give it away, in whatever somebody writes about a company. */
  readonly words: RegExp;
  /** More words, of lists from which a vendor chooses; as `fold` leaves them. */
  readonly listed?: RegExp;
}

/** The industries we tell apart; more specific ones first. */
export const INDUSTRIES: readonly IndustryWords[] = [
  { slug: 'monitoring-equipment', label: 'monitoring equipment', naics: '334513', words: /\b(temperature (monitoring|sensors?|loggers?)|data ?loggers?|monitoring (equipment|hardware|devices))\b/i },
  { slug: 'staffing', label: 'staffing', naics: '5613', words: /\b(staffing|recruitment|recruiting|temp(orary)? (work|labou?r) agency|employment agency|personnel agency|zeitarbeit|placement agency)\b/i, listed: /\b(temporary help|executive search|employment (services|placement))\b/ },
  { slug: 'consultancy', label: 'consultancy', naics: '54161', words: /\b(consultancy|consulting|consultants|advisory firm|unternehmensberatung)\b/i, listed: /\bstrategic management\b/ },
  { slug: 'pharma-distribution', label: 'pharma distribution', naics: '424210', words: /\b(pharma(ceutical)?s?[- ](distribut|wholesal|logistic)\w*|pharma-distribution|medical (wholesale|distribution)|vaccine distribution|pharmagro(ß|ss)handel)\b/i, listed: /\bwholesal\w*\b.*\b(drugs?|pharma\w*|medicines?)\b|\b(drugs?|medicines?)\b.*\bwholesal/ },
  { slug: 'cold-storage', label: 'cold storage', naics: '493120', words: /\b(cold[- ]stor(e|es|age)|refrigerated warehous\w*|frozen warehous\w*|temperature[- ]controlled (storage|warehous\w*)|k(ü|ue)hlh(a|ä|ae)us\w*)\b/i, listed: /\b(refrigerated|frozen|chilled) (goods )?(storage|warehous\w*)\b/ },
  { slug: 'grocery-distribution', label: 'grocery distribution', naics: '4244', words: /\b(grocer(y|ies|s)[- ]?(distribut\w*|wholesal\w*|suppl\w*)?|food (wholesal|distribut|service distribut)\w*|frischdienst|lebensmittelgro(ß|ss)handel)\b/i, listed: /\bwholesal\w*\b.*\b(food|produce|meat|dairy|seafood)\b/ },
  { slug: 'food-manufacturing', label: 'food manufacturing', naics: '311', words: /\b(food[- ]manufactur\w*|food (production|producer|processing)|bak(ery|eries)|dairy|dairies|chilled (foods?|meals|desserts)|ready meals|meat (packing|processing)|seafood (process|pack)\w*|food packers?|frozen (foods?|desserts)|cheese|molkerei)\b/i, listed: /^(?!.*\b(animal|pet|machinery|equipment)\b).*\b(food|meat|seafood|poultry|baked goods|confectionery|fruit and vegetable)\b.*\b(manufactur|preserv)/ },
  { slug: 'events', label: 'events', naics: '561920', words: /\b(event (management|planning|agency)|trade fairs?|conference organi[sz]er|events? company)\b/i, listed: /\bevents? services\b/ },
  { slug: 'logistics', label: 'logistics', naics: '4885', words: /\b(logistics|freight|haulage|trucking|forwarding|spedition)\b/i, listed: /\btruck transportation\b/ },
  { slug: 'software', label: 'software', naics: '513210', words: /\b(software|saas|app developer)\b/i },
];

/** Words of all other industries, as `fold` leaves them, with the code of each; the first match wins. They name an industry that is none of ours. */
export const OTHER_INDUSTRIES: readonly (readonly [words: RegExp, naics: string])[] = [
  // Who sells things comes before who makes them.
  [/\bwholesal\w*\b.*\b(alcohol\w*|apparel|chemical|paper|petroleum|raw farm|footwear|textile)/, '424'], [/\bwholesal\w*\b.*\b(appliances|building|computer|furniture|hardware|jewel\w*|machinery|metals|motor|photography|recyclable)/, '423'], [/\bwholesal|\bimport\b.*\bexport\b/, '42'],
  [/\bretail\b.*\bmotor|\bcar dealer/, '441'], [/\bretail\b.*\b(building|garden)/, '444'], [/\bsupermarket|\bretail\b.*\b(food|grocer)|\bfood and beverage retail/, '445'], [/\bretail\b.*\b(furniture|appliances|electronic)/, '449'], [/\bretail\b.*\b(health|pharmac)/, '456'], [/\bretail\b.*\bgas/, '457'], [/\bretail\b.*\b(apparel|fashion|luxury|jewel)/, '458'], [/\bretail\b.*\b(art|book|florist|music|office|sport)/, '459'], [/\bretail\b|\bmail order\b/, '44'],
  // Who makes things.
  [/\b(animal feed|pet food)/, '3111'], [/\b(beverage manufact|brewer|distiller|winer|wine|spirits|tobacco)/, '312'], [/\btextile/, '313'], [/\b(apparel|clothing|fashion)/, '315'], [/\b(leather|footwear|handbag)/, '316'],
  [/\bwood product/, '321'], [/\b(paper|packaging)\b/, '322'], [/\bprinting/, '323'], [/\b(oil and coal|petroleum) product/, '324'], [/\bpharmaceutical/, '3254'], [/\b(chemical|paint|soap|cosmetics|fertili|personal care product)/, '325'], [/\b(plastics?|rubber)\b/, '326'], [/\b(glass|ceramics|cement|clay|lime|abrasives|nonmetallic minerals? manufact|building materials)/, '327'],
  [/\b(primary metal|steel|foundr)/, '331'], [/\b(fabricated metal|metal (treatment|valve)|architectural and structural metal|cutlery|boilers|spring and wire|turned products|construction hardware)/, '332'], [/\b(machinery (?!maintenance)|machinery$|engines|hvac|refrigeration equipment|robot|industrial automation)/, '333'],
  [/\bmeasuring and control|\bprecision instrument/, '334'], [/\b(semiconductor|computer hardware|computers and electronics|electronics|communications equipment|computer networking|magnetic and optical|audio and video equipment|smart meter|hardware manufact)/, '334'], [/\b(electrical|appliances|lighting|fuel cell|renewable energy equipment)\b/, '335'], [/\b(automotive|motor vehicles?|vehicle manufact|aerospace|shipbuild|railroad (equipment|manufact)|transportation equipment|defense)/, '336'], [/\b(furniture|mattress)/, '337'], [/\b(medical (devices|equipment)|sporting goods|jewelry|musical instruments)/, '339'],
  [/\bconsumer goods$|\bmanufactur/, '31'],
  // Land, ground and buildings.
  [/\b(farming|horticulture|agriculture)/, '111'], [/\branch|\blivestock|\baquaculture/, '112'], [/\bforestry|\blogging/, '113'], [/\bfish(ing|ery|eries)/, '114'], [/\b(oil|gas|petroleum)\b.*\b(extraction|gas|energy|mining)/, '211'], [/\bmining|\bquarr/, '212'], [/\butilit(y|ies)\b(?! system)|\b(electric )?power (generation|transmission)|\bgas distribution|\bwater supply|\bsteam and air|\brenewable|\benergy\b/, '221'],
  [/\bcontractors?\b/, '238'], [/\b(civil engineering|highway|utility system|subdivision of land)/, '237'], [/\bconstruction\b/, '236'],
  // Ways.
  [/\bairlines?|\baviation/, '481'], [/\brail\b|\brailroad/, '482'], [/\bmaritime|\bshipping line/, '483'], [/\b(ground passenger|bus services|taxi|transit|shuttles)/, '485'], [/\bpipeline/, '486'], [/\bsightseeing/, '487'], [/\bpostal/, '491'], [/\bcourier|\bpackage/, '492'], [/\bwarehous|\bstorage\b/, '493'], [/\btransport/, '48'],
  // Words, numbers and money.
  [/\b(motion pictures|movies|film|sound recording|animation|media production)/, '512'], [/\b(publish|newspaper|book|computer games|gaming|periodical)/, '513'], [/\b(broadcast|radio|television|satellite programming|cable|social network|online (audio|media))/, '516'], [/\b(telecommunication|wireless|telephone)/, '517'], [/\b(data infrastructure|web hosting|cloud|data processing|blockchain|internet)\b/, '518'], [/\b(librar|information services|business content|blogs)/, '519'], [/\btechnology information\b/, '51'],
  [/\b(banking|credit|savings|loan)/, '522'], [/\binvestment|\bcapital markets|\bsecurities and commodity|\bventure capital/, '523'], [/\binsurance|\bactuarial/, '524'], [/\b(pension|funds|trusts)\b/, '525'], [/\bfinancial services\b/, '52'],
  [/\breal estate/, '531'], [/\b(rental|leasing)\b/, '532'],
  [/\bspace research/, '927'], [/\b(information technology|it (services|system)|computer (and )?network security|data security|business intelligence)/, '5415'], [/\b(accounting|legal|law practice|architect|engineering|design|advertising|marketing|public relations|market research|research|biotechnology|nanotechnology|veterinary|photography|translation|surveying|professional services|think tanks)/, '541'], [/\bholding compan/, '551'],
  // People.
  [/\bwaste|\bremediation|\benvironmental services/, '562'], [/\b(security and investigations|security (guards|systems)|facilities services|janitorial|landscaping|travel arrangements|call centers|collection agencies|outsourcing|administrative and support|office administration|fund ?raising|human resources)/, '561'], [/\b(education|schools?|training|e learning|vocational)\b/, '611'],
  [/\bhospitals?\b/, '622'], [/\b(nursing homes|residential care)/, '623'], [/\b(family services|child day care|social assistance|individual and family|community services|elderly|emergency and relief)/, '624'], [/\b(medical|physicians?|dentists?|health|therap\w*|chiropract\w*|optometr\w*|ambulance|outpatient|medicine|wellness|mental)\b/, '621'],
  [/\b(performing arts|musicians?|music|sports|artists|dance|circus|theater|entertainment|racetracks|fine art)/, '711'], [/\b(museum|historical sites|zoos)/, '712'], [/\b(gambling|amusement|recreation|golf|skiing|fitness|leisure)/, '713'], [/\b(hotels?|accommodation|hospitality|hostels|bed and breakfast)/, '721'], [/\b(restaurants?|caterers|catering|bars|food (services?|and beverages? services)|mobile food)\b/, '722'],
  [/\b(repair|maintenance)\b/, '811'], [/\b(personal|laundry|consumer services|pet services|household services|cosmetology)/, '812'], [/\b(religious|non ?profit|philanthrop\w*|civic|associations?|political|professional organizations)\b/, '813'],
  [/\b(judicia|courts|law enforcement|public safety|correctional|fire protection|administration of justice)/, '922'], [/\b(military|armed forces|international affairs)/, '928'], [/\b(housing|urban planning|community development)/, '925'], [/\b(conservation|environmental quality) programs/, '924'], [/\beconomic programs/, '926'], [/\b(government|legislative|executive office|public policy|public assistance)/, '921'],
];
