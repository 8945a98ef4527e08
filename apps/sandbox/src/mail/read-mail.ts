/** A mail as people read it: what its headers say, decoded, and its plain text. */
export interface ReadMail {
  readonly subject: string;
  readonly messageId: string | null;
  /** By lower-case name; one that comes twice is kept as it came first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Reads an RFC 5322 message with MIME parts: UTF-8, quoted-printable, base64, the first plain text. Enough for mails of one program. */
export function readMail(raw: Buffer): ReadMail {
  const { headers, body } = splitPart(raw.toString('latin1'));
  return { subject: decodeWords(headers['subject'] ?? ''), messageId: headers['message-id'] ?? null, headers, text: plainText(headers, body) ?? '' };
}

function splitPart(part: string): { headers: Record<string, string>; body: string } {
  const [, head = '', body = ''] = /^([^]*?)\r?\n\r?\n([^]*)$/.exec(part) ?? [null, part, ''];
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] ??= value.trim();
  }
  return { headers, body };
}

function plainText(headers: Readonly<Record<string, string>>, body: string): string | null {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /^multipart\/[^]*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => splitPart(part.replace(/^\r?\n/, '').replace(/\r?\n$/, '')));
    for (const part of parts) {
      const text = plainText(part.headers, part.body);
      if (text !== null) return text;
    }
    return null;
  }
  return /^text\/plain/i.test(type) ? decodeBody(body, headers['content-transfer-encoding']?.toLowerCase()) : null;
}

function decodeBody(body: string, encoding: string | undefined): string {
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(encoding === 'quoted-printable' ? quotedPrintable(body.replace(/=\r?\n/g, '')) : body, 'latin1');
  return bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd();
}

const quotedPrintable = (text: string): string => text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** `=?UTF-8?Q?Temperatur_f=C3=BCr?=`, as headers carry what is not ASCII. */
function decodeWords(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    (kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : Buffer.from(quotedPrintable(text.replaceAll('_', ' ')), 'latin1')).toString('utf8'));
}
