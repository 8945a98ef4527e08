/*
 * Mailbox providers, written by hand from the providers' own sign-up pages; last looked over 2026-11.
 * Deliberately short and auditable: the large public lists mix private company domains in, and a wrong entry costs a lead its company.
 * To add one, check that anybody can get an address there; a company's own domain never belongs here.
 */

/** Anybody can have an address here, so it says nothing about a company. */
export const FREE_MAIL: ReadonlySet<string> = new Set([
  // world-wide
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com', 'rocketmail.com', 'aol.com', 'aim.com',
  'icloud.com', 'me.com', 'mac.com', 'proton.me', 'protonmail.com', 'pm.me', 'fastmail.com', 'fastmail.fm', 'hey.com', 'zoho.com', 'zohomail.com',
  'tutanota.com', 'tuta.io', 'tuta.com', 'mail.com', 'email.com', 'inbox.com', 'hushmail.com', 'duck.com', 'mailbox.org', 'posteo.net', 'yandex.com',
  // United Kingdom and Ireland
  'yahoo.co.uk', 'hotmail.co.uk', 'live.co.uk', 'outlook.ie', 'btinternet.com', 'btopenworld.com', 'virginmedia.com', 'sky.com', 'talktalk.net', 'ntlworld.com',
  'blueyonder.co.uk', 'eircom.net',
  // Germany, Austria, Switzerland
  'gmx.de', 'gmx.net', 'gmx.com', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'freenet.de', 'arcor.de', 'posteo.de', 'yahoo.de', 'hotmail.de', 'outlook.de',
  'live.de', 'aon.at', 'chello.at', 'bluewin.ch', 'hispeed.ch',
  // France, Benelux, Italy, Spain
  'orange.fr', 'wanadoo.fr', 'free.fr', 'sfr.fr', 'laposte.net', 'yahoo.fr', 'hotmail.fr', 'outlook.fr', 'live.fr', 'ziggo.nl', 'kpnmail.nl', 'planet.nl',
  'hotmail.nl', 'live.nl', 'telenet.be', 'skynet.be', 'hotmail.be', 'libero.it', 'virgilio.it', 'tiscali.it', 'yahoo.it', 'hotmail.it', 'yahoo.es', 'hotmail.es',
  // Nordics
  'telia.com', 'online.no', 'hotmail.se', 'live.se', 'yahoo.se', 'hotmail.no', 'live.dk', 'hotmail.dk', 'mail.dk', 'suomi24.fi', 'luukku.com',
  // North America and elsewhere
  'comcast.net', 'verizon.net', 'att.net', 'sbcglobal.net', 'bellsouth.net', 'cox.net', 'charter.net', 'earthlink.net', 'juno.com', 'rogers.com', 'shaw.ca',
  'sympatico.ca', 'telus.net', 'yahoo.ca', 'hotmail.ca', 'bigpond.com', 'optusnet.com.au', 'yahoo.com.au', 'yahoo.co.in', 'rediffmail.com', 'yahoo.co.jp',
  'yahoo.com.br', 'uol.com.br', 'bol.com.br', 'qq.com', '163.com', '126.com', 'naver.com', 'mail.ru', 'yandex.ru', 'seznam.cz', 'wp.pl', 'o2.pl', 'interia.pl',
]);

/** `name+anything` reaches `name` here. */
export const PLUS_TAG_MAIL: ReadonlySet<string> = new Set([
  'gmail.com', 'outlook.com', 'hotmail.com', 'live.com', 'icloud.com', 'proton.me', 'fastmail.com', 'hey.com', 'posteo.de', 'mailbox.org',
]);

/** Dots in the local part mean nothing here. */
export const DOTLESS_MAIL: ReadonlySet<string> = new Set(['gmail.com']);

/** Two domains, one mailbox. */
export const SAME_MAILBOX_DOMAIN: ReadonlyMap<string, string> = new Map([
  ['googlemail.com', 'gmail.com'], ['protonmail.com', 'proton.me'], ['pm.me', 'proton.me'], ['me.com', 'icloud.com'], ['mac.com', 'icloud.com'],
]);
