import type { ConfigKind, ConfigPublishView } from '#contracts';
import { useAct } from '../api';

/** Puts the file, or a text, into force. A refusal is shown where it was asked. */
export const usePublish = (kind: ConfigKind) => useAct<{ yaml?: string }, ConfigPublishView>(`/api/configs/${kind}/publish`, {
  refresh: [['configs', kind], ['pools'], ['connections'], ['people'], ['spend']],
  quiet: () => true,
  done: ({ version, changed }) => (changed ? `Version ${version} is in force.` : `It says nothing new. Version ${version} stays in force.`),
});
