import { memo } from 'react';
import { Text, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconHelpCircle, IconTelescope } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { LeadRow } from '#contracts';
import { VerdictBadge } from '../frame/verdict-badge';
import { agoWords, companyParts, DRAFT_WORDS, leftWords, ownerWords } from '../words';
import styles from './inbox.module.css';

export const isNew = ({ status }: LeadRow): boolean => status === 'assigned';

interface LeadLineProps { row: LeadRow; now: number; showOwner: boolean; onFocus: (id: string) => void }

/** One lead of the inbox. The whole line is the link; its name is the lead's. */
export const LeadLine = memo(function LeadLine({ row, now, showOwner, onFocus }: LeadLineProps) {
  const left = row.answerBy === null ? null : leftWords(row.answerBy, now);
  const company = row.company.name ?? row.company.domain;
  return (
    <li className={styles.line} data-new={isNew(row) || undefined}>
      <span className={styles.dot}>{isNew(row) && <VisuallyHidden>New</VisuallyHidden>}</span>
      <div className={styles.who}>
        <Link className={styles.name} to={`/leads/${row.id}`} data-lead={row.id} onFocus={() => onFocus(row.id)}>{row.name}</Link>
        <Text size="sm" c="dimmed" truncate>{row.title ?? row.email ?? 'Title not given'}</Text>
      </div>
      <div className={styles.company}>
        <Text size="md" truncate c={company ? undefined : 'dimmed'}>{company ?? 'Company not known'}</Text>
        <Text size="sm" c="dimmed" truncate className="lw-numbers">{companyParts(row.company).join(' · ')}</Text>
      </div>
      <div className={styles.fit}>
        <VerdictBadge {...row} />
        {row.question && <IconHelpCircle size={16} className={styles.question} role="img" aria-label={`Question: ${row.question}`}><title>{row.question}</title></IconHelpCircle>}
        {row.researched && !row.question && <IconTelescope size={15} className={styles.researched} role="img" aria-label="Researched by the agent" />}
      </div>
      <Text className={styles.message} size="sm" lineClamp={2}>{row.message && `“${row.message}”`}</Text>
      <div className={styles.draft}>
        <Text size="sm" fw={row.draft === 'ready' ? 600 : 400} c={row.draft === 'ready' ? 'var(--mantine-primary-color-light-color)' : 'dimmed'} truncate>{DRAFT_WORDS[row.draft]}</Text>
        {row.needsAttention ? <Text size="sm" className={styles.attention} truncate><IconAlertTriangle size={14} aria-hidden /> Needs attention</Text>
          : showOwner && <Text size="sm" c="dimmed" truncate>{ownerWords(row.owner)}</Text>}
      </div>
      <div className={styles.time}>
        <Text size="sm" c="dimmed" truncate>{agoWords(row.capturedAt, now)}</Text>
        {left && <Text size="sm" fw={left.late ? 600 : 400} c={left.late ? 'var(--lw-bad)' : undefined} truncate>{left.text}</Text>}
        {row.status === 'accepted' && <Text size="sm" c="var(--lw-good)">accepted</Text>}
      </div>
    </li>
  );
});
