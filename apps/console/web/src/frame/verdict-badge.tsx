import { Badge, Text } from '@mantine/core';
import type { LeadRow } from '#contracts';
import { VERDICT_WORDS } from '../words';

const COLORS = { fit: 'green', not_fit: 'gray', needs_review: 'yellow' } as const;

/** `Good fit 75`: the verdict and the points met. */
export function VerdictBadge({ verdict, points, status, size = 'md' }: Pick<LeadRow, 'verdict' | 'points' | 'status'> & { size?: 'md' | 'lg' }) {
  if (status === 'researching') return <Badge color="frost" size={size} miw="max-content">Being researched</Badge>;
  if (verdict === null) return <Text size="sm" c="dimmed">Not judged yet</Text>;
  return <Badge color={COLORS[verdict]} size={size} miw="max-content" className="lw-numbers">{VERDICT_WORDS[verdict]}{points !== null && ` ${points}`}</Badge>;
}
