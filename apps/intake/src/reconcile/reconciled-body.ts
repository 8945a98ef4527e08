/** Stands for the digest of the body of such a call. */
export const RECONCILED = 'reconciled';

const MARK = `${RECONCILED}:`;

/** The call that stands for leads which no call told of. What a sender sends is JSON or XML, so that none can look like it. */
export const reconciledBody = (objectIds: readonly string[]): string => MARK + JSON.stringify(objectIds);

/** Null for the body of a real call. */
export function reconciledIds(body: string): readonly string[] | null {
  return body.startsWith(MARK) ? (JSON.parse(body.slice(MARK.length)) as string[]) : null;
}

/** One object is one piece of news, however often it is found. */
export const reconciledSenderId = (objectId: string): string => MARK + objectId;
