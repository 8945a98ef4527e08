/**
 * First names and what people are called who have them, by hand; last looked over 2026-11. The first of a row is the full name.
 * A short name may stand in several rows: Alex is Alexander or Alexandra, and those two are not each other. Folded: small letters, no accents.
 */
export const NICKNAMES: readonly (readonly string[])[] = [
  ['abigail', 'abby', 'gail'], ['adam', 'ad'], ['albert', 'al', 'bert', 'bertie'], ['alexander', 'alex', 'alec', 'sandy', 'sasha', 'xander', 'lex'], ['alexandra', 'alex', 'sandra', 'sasha', 'lexi'],
  ['alfred', 'alf', 'fred', 'freddie'], ['andrew', 'andy', 'drew'], ['andreas', 'andi', 'andy'], ['angela', 'angie'], ['anthony', 'tony', 'ant'], ['antonio', 'toni', 'tonio'], ['arthur', 'art', 'artie'],
  ['barbara', 'barb', 'babs'], ['benjamin', 'ben', 'benny', 'benji'], ['bernard', 'bernie'], ['bradley', 'brad'], ['caroline', 'caro', 'carrie', 'lina'], ['catherine', 'kathryn', 'katherine', 'cathy', 'kathy', 'kate', 'katie', 'kat', 'cat', 'cath'],
  ['charles', 'charlie', 'chuck', 'chas'], ['charlotte', 'charlie', 'lottie', 'lotte'], ['christina', 'chris', 'tina', 'chrissie', 'christine', 'kristina'], ['christopher', 'chris', 'kit', 'topher', 'christoph'], ['clifford', 'cliff'],
  ['daniel', 'dan', 'danny'], ['danielle', 'dani'], ['david', 'dave', 'davy'], ['deborah', 'deb', 'debbie'], ['dennis', 'den', 'denny'], ['dominic', 'dom', 'dominik'], ['donald', 'don', 'donnie'], ['douglas', 'doug'],
  ['edward', 'ed', 'eddie', 'ted', 'ned'], ['eleanor', 'ellie', 'nell', 'nora', 'ella'], ['elizabeth', 'liz', 'lizzie', 'beth', 'betty', 'eliza', 'betsy', 'libby', 'elisabeth'], ['emily', 'em', 'emmy'], ['eugene', 'gene'],
  ['florence', 'flo', 'florrie'], ['frances', 'fran', 'frankie'], ['francis', 'frank', 'fran'], ['francisco', 'paco', 'pancho', 'fran'], ['franklin', 'frank'], ['frederick', 'fred', 'freddie', 'friedrich', 'fritz', 'fredrik'],
  ['gabriel', 'gabe'], ['geoffrey', 'geoff', 'jeffrey', 'jeff'], ['gerald', 'gerry', 'jerry'], ['giuseppe', 'beppe', 'peppe'], ['gregory', 'greg'], ['harold', 'harry', 'hal'], ['henry', 'harry', 'hank', 'hal'], ['isabella', 'bella', 'izzy', 'isabel'],
  ['jacob', 'jake', 'jakob'], ['jacqueline', 'jackie', 'jacqui'], ['james', 'jim', 'jimmy', 'jamie'], ['jennifer', 'jen', 'jenny', 'jenn'], ['jessica', 'jess', 'jessie'], ['joanna', 'jo', 'joanne'], ['johannes', 'hannes', 'hans', 'jan'],
  ['john', 'jack', 'johnny', 'jon'], ['jonathan', 'jon', 'jonny', 'nathan'], ['joseph', 'joe', 'joey', 'josef', 'sepp'], ['jose', 'pepe'], ['josephine', 'jo', 'josie'], ['joshua', 'josh'], ['judith', 'judy'], ['katharina', 'katja', 'kathi', 'kati'],
  ['kenneth', 'ken', 'kenny'], ['kimberly', 'kim'], ['lawrence', 'larry', 'laurie', 'laurence'], ['leonard', 'len', 'lenny', 'leo'], ['lillian', 'lily', 'lil'], ['louis', 'lou', 'louie', 'lewis'], ['louise', 'lou'], ['lucas', 'luke', 'lukas'],
  ['margaret', 'maggie', 'meg', 'peggy', 'marge', 'madge', 'greta'], ['maria', 'mary', 'marie', 'mia'], ['martin', 'marty'], ['matthew', 'matt', 'matty', 'matthias'], ['maximilian', 'max'], ['melissa', 'mel', 'lissa'], ['michael', 'mike', 'mick', 'micky', 'michel', 'michal'],
  ['nathaniel', 'nat', 'nate', 'nathan'], ['nicholas', 'nick', 'nicky', 'nico', 'nikolaus', 'klaus', 'nicolas'], ['nicole', 'nicky', 'nikki'], ['oliver', 'ollie', 'oli'], ['olivia', 'liv', 'livvy'], ['pamela', 'pam'], ['patricia', 'pat', 'patty', 'trish', 'tricia'],
  ['patrick', 'pat', 'paddy', 'rick'], ['peter', 'pete', 'piet', 'per'], ['philip', 'phil', 'pip', 'phillip', 'philipp'], ['rachel', 'rach', 'rae'], ['raymond', 'ray'], ['rebecca', 'becky', 'becca'], ['richard', 'rick', 'rich', 'dick', 'richie', 'ricky'],
  ['robert', 'rob', 'bob', 'bobby', 'robbie', 'bert'], ['roger', 'rog'], ['ronald', 'ron', 'ronnie'], ['rosemary', 'rose', 'rosie'], ['samantha', 'sam', 'sammy'], ['samuel', 'sam', 'sammy'], ['sarah', 'sally', 'sara'], ['sebastian', 'seb', 'basti', 'bastian'],
  ['simon', 'si'], ['stephanie', 'steph', 'steffi'], ['stephen', 'steven', 'steve', 'stevie', 'stefan', 'stephan'], ['susan', 'sue', 'susie', 'suzanne'], ['terence', 'terry'], ['theodore', 'theo', 'ted', 'teddy'], ['theresa', 'tess', 'tessa', 'terry', 'tracy'],
  ['thomas', 'tom', 'tommy'], ['timothy', 'tim', 'timmy'], ['valerie', 'val'], ['victor', 'vic', 'viktor'], ['victoria', 'vicky', 'tori', 'vic'], ['vincent', 'vince', 'vin'], ['virginia', 'ginny'], ['walter', 'walt', 'wally'],
  ['william', 'will', 'bill', 'billy', 'willy', 'liam', 'wilhelm'], ['wolfgang', 'wolf'], ['yvonne', 'evie'], ['zachary', 'zach', 'zack'],
];
