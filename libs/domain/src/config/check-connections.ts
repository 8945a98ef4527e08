import { JSONPathEnvironment } from 'json-p3';
import type { ConfigFinding, Connection, ConnectionsConfig, DeclaredSignature, FieldMapping } from '#contracts';
import { normalizeCountry } from '../lead/index.js';
import { suggest } from './suggest.js';

type Path = readonly (string | number)[];
interface Named { readonly name: string; readonly connection: Connection; readonly config: ConnectionsConfig }

const paths = new JSONPathEnvironment();

/** Between two looks into a CRM. */
const SHORTEST_MS = 60_000;
/** Names stand in keys of tables. */
const MAX_NAME = 64;

/** Everything that is wrong with a connections document beyond its schema, each at its place and with a remedy. */
export function checkConnections(config: ConnectionsConfig): ConfigFinding[] {
  const each = Object.entries(config.connections).map(([name, connection]): Named => ({ name, connection, config }));
  return [...each.flatMap(checkOne), ...checkSecrets(each)];
}

const checkOne = (named: Named): ConfigFinding[] => [checkName, checkTarget, checkCountry, checkPaths, checkMapping, checkReconcile, checkSignature, checkReplay, checkToken].flatMap((check) => check(named));

const at = ({ name }: Named, ...path: Path): Path => ['connections', name, ...path];
const error = (named: Named, path: Path, message: string, remedy: string): ConfigFinding => ({ severity: 'error', path: at(named, ...path), where: `connection "${named.name}"`, message, remedy });
const warning = (named: Named, path: Path, message: string, remedy: string): ConfigFinding => ({ ...error(named, path, message, remedy), severity: 'warning' });

const checkName = (named: Named): ConfigFinding[] => (named.name.length <= MAX_NAME ? [] : [error(named, [], `the name has ${named.name.length} characters`, `At most ${MAX_NAME} are allowed; the label may be longer.`)]);

function checkTarget(named: Named): ConfigFinding[] {
  const { createIn } = named.connection;
  if (createIn === undefined) return [];
  const known = Object.entries(named.config.connections);
  const withCrm = known.filter(([, { crm }]) => crm).map(([name]) => name);
  if (withCrm.includes(createIn)) return [];
  const isKnown = known.some(([name]) => name === createIn);
  const nearest = suggest(createIn, withCrm);
  return [error(named, ['createIn'], isKnown ? `createIn names "${createIn}", which has no crm` : `createIn names "${createIn}", which is not a connection`,
    nearest ? `Did you mean ${nearest}?` : withCrm.length > 0 ? `Connections with a crm: ${withCrm.join(', ')}.` : 'No connection has a crm. Add one, or take createIn away.')];
}

function checkCountry(named: Named): ConfigFinding[] {
  const { defaultCountry } = named.connection;
  if (defaultCountry === undefined || normalizeCountry(defaultCountry) === defaultCountry.toUpperCase()) return [];
  const meant = normalizeCountry(defaultCountry);
  return [error(named, ['defaultCountry'], `${JSON.stringify(defaultCountry)} is no ISO 3166 country code`, meant ? `Did you mean ${meant}?` : 'Write two letters, e.g. GB.')];
}

function checkPaths(named: Named): ConfigFinding[] {
  const { connection } = named;
  const given: [Path, FieldMapping | undefined][] = [
    ...(connection.vendor === 'form' ? [[['id'], connection.id] as [Path, string]] : []),
    ...(connection.vendor === 'standard' ? [[['each'], connection.each] as [Path, string | undefined]] : []),
    ...Object.entries(mapsByPath(connection) ? (connection.map ?? {}) : {}).map(([field, where]): [Path, FieldMapping] => [['map', field], where]),
  ];
  return given.flatMap(([path, where]) => (typeof where === 'string' ? checkPath(named, path, where) : []));
}

const mapsByPath = (connection: Connection) => connection.vendor === 'standard' || connection.vendor === 'form';

function checkPath(named: Named, path: Path, text: string): ConfigFinding[] {
  try {
    paths.compile(text);
    return [];
  } catch (problem) {
    const { message, token } = problem as Error & { token?: { index: number } };
    const from = Math.min(token?.index ?? 0, text.length - 1);
    return [{ ...error(named, path, `${path.join('.')} is not a JSON path: ${message}`, 'Mend it; it is RFC 9535, e.g. $.form_response.hidden.utm_campaign or $["a b"][0].'), excerpt: { text, from, to: text.length } }];
  }
}

function checkMapping(named: Named): ConfigFinding[] {
  const { connection } = named;
  if (!('map' in connection) || !connection.map) return [];
  const { email, phone } = connection.map;
  const crmObjectId = mapsByPath(connection) && connection.map.crmObjectId;
  return [
    ...(email || phone ? [] : [error(named, ['map'], 'maps neither email nor phone, so that no submission can become a lead', 'Map at least one of them.')]),
    ...ownFields(named, connection.map),
    ...(crmObjectId && !connection.crm ? [warning(named, ['map', 'crmObjectId'], 'maps crmObjectId but has no crm, so that it is not used', 'Add the crm that these objects live in, or take it away.')] : []),
  ];
}

/** What Leadwright writes into a CRM and reads from there would prove itself. */
const ownFields = (named: Named, map: Readonly<Record<string, FieldMapping>>): ConfigFinding[] => Object.entries(map).flatMap(([field, where]) =>
  (typeof where === 'string' && /^leadwright_/i.test(where) ? [error(named, ['map', field], `maps ${where}, which Leadwright itself writes`, 'Map the property that the CRM or its people write.')] : []));

/** An account's allowance of calls is for more than looking. */
const checkReconcile = (named: Named): ConfigFinding[] => {
  const { crm, reconcile } = named.connection;
  return crm && reconcile > 0 && reconcile < SHORTEST_MS ? [error(named, ['reconcile'], `asks ${crm.system} every ${reconcile / 1_000} s`, 'Write 1m or longer, or 0 for never.')] : [];
};

/** A signature without a time can be sent again by whoever heard it. */
const checkReplay = (named: Named): ConfigFinding[] => (named.connection.vendor === 'hubspot' && named.connection.signature !== 'v3'
  ? [warning(named, ['signature'], `accepts signature ${named.connection.signature}, which carries no time`, 'Use v3 where HubSpot sends it: take signature away.')] : []);

/** What a sender is told must not be what opens the CRM. */
function checkToken(named: Named): ConfigFinding[] {
  const { connection } = named;
  if (!('secret' in connection) || !connection.crm) return [];
  const opens = [connection.crm.token, ...('clientId' in connection.crm ? [connection.crm.clientId] : []), ...('clientSecret' in connection.crm ? [connection.crm.clientSecret] : [])];
  return opens.includes(connection.secret) ? [error(named, ['secret'], `names ${connection.secret}, which opens the CRM, so that it would be given to whoever sends`, 'Make a secret of its own for the sender, and name that.')] : [];
}

/** What a call is proved by must be signed itself. */
function checkSignature(named: Named): ConfigFinding[] {
  if (named.connection.vendor !== 'form') return [];
  const { signature } = named.connection;
  const parts = [['id', 'idHeader'], ['timestamp', 'timestampHeader']] as const satisfies readonly (readonly [string, keyof DeclaredSignature])[];
  return [...parts.flatMap(([part, header]): ConfigFinding[] => {
    const isSigned = signature.signs.includes(`{${part}}`);
    if (isSigned && !signature[header]) return [error(named, ['signature', 'signs'], `signs {${part}}, but no ${header} says where it stands`, `Add ${header}.`)];
    return !isSigned && signature[header] ? [error(named, ['signature', header], `names ${header}, but {${part}} is not signed, so that anybody could change it`, `Put {${part}} into signs as the sender signs it, or take ${header} away.`)] : [];
  }), ...unknownParts(named, signature)];
}

function unknownParts(named: Named, { signs }: DeclaredSignature): ConfigFinding[] {
  const known = ['{id}', '{timestamp}', '{body}'];
  return (signs.match(/\{[^}]*\}/g) ?? []).filter((part) => !known.includes(part)).map((part) =>
    error(named, ['signature', 'signs'], `signs ${part}, which is not known`, `Did you mean ${suggest(part, known) ?? 'something else'}? Known: ${known.join(', ')}.`));
}

/** Who holds the secret of two connections can send by either. */
function checkSecrets(each: readonly Named[]): ConfigFinding[] {
  const seen = new Map<string, string>();
  return each.flatMap((named) => {
    const { connection, name } = named;
    if (connection.vendor === 'api') return [];
    const [path, secret] = connection.vendor === 'form' ? [['signature', 'secret'], connection.signature.secret] : [['secret'], connection.secret];
    const other = seen.get(secret);
    seen.set(secret, other ?? name);
    return other ? [warning(named, path, `uses the secret ${secret} of "${other}"`, 'Give each connection a secret of its own, so that one can be replaced alone.')] : [];
  });
}
