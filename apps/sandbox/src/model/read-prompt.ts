/** A question as it came, taken apart: what is ours in it, and what strangers wrote, by label. */
export interface ReadPrompt {
  /** `choose-look`, `extract-facts`, …; empty where the question does not say. */
  readonly task: string;
  readonly system: string;
  /** The first user message. */
  readonly user: string;
  readonly data: ReadonlyMap<string, string>;
}

interface Message { readonly role?: unknown; readonly content?: unknown }

export function readPrompt(schemaName: unknown, messages: readonly Message[]): ReadPrompt {
  const contentOf = (role: string): string => String(messages.find((message) => message.role === role)?.content ?? '');
  const user = contentOf('user');
  const data = new Map([...user.matchAll(/<<<DATA (.+?) ([0-9a-f]{16})>>>\n([^]*?)\n<<<END \1 \2>>>/g)].map(([, label, , text]) => [label!, text!]));
  return { task: String(schemaName ?? '').replace(/_\d+$/, ''), system: contentOf('system'), user, data };
}
