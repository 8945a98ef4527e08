import { useState } from 'react';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { CriterionResult, FactValue, Field, Fit, LeadPage } from '#contracts';
import { Section } from '../frame/section';
import { countWords, moneyWords, VERDICT_WORDS } from '../words';
import { CorrectModal } from './correct-modal';
import { CriterionLine } from './criterion-line';
import type { OnPage } from './proof';
import styles from './lead.module.css';

/** Met first within each kind; a moment that is not known is no news. */
const ORDER: Readonly<Record<CriterionResult['kind'], number>> = { must: 0, disqualifier: 1, points: 2, moment: 3 };
const shown = ({ criteria }: Fit): CriterionResult[] =>
  criteria.filter(({ kind, state }) => kind !== 'moment' || state !== 'unknown').sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || Number(b.state === 'met') - Number(a.state === 'met'));

/** Why the lead fits or not: each criterion with what proves it; what is wrong can be corrected right here. */
export function WhyFit({ lead, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const { fit, research } = lead;
  const [wrong, setWrong] = useState<{ field: Field; value?: FactValue } | null>(null);
  return (
    <Section title="Why fit" aside={fit && <Text size="sm" c="dimmed">Profile version {fit.icp.version}</Text>}>
      {!fit ? <Text c="dimmed">Not judged yet. It is being looked up.</Text> : (
        <>
          <Text fw={600} className="lw-numbers">{VERDICT_WORDS[fit.verdict]}, {fit.points} of {fit.possible} points ({fit.needed} needed)</Text>
          {fit.verdict !== 'fit' && <Text size="sm" c="dimmed" mt={2}>{fit.sentence}</Text>}
          <ul className={styles.criteria} style={{ marginTop: 10 }}>{shown(fit).map((criterion) => <CriterionLine key={criterion.id} criterion={criterion} lead={lead} onPage={onPage} onWrong={(field, value) => setWrong({ field, ...(value === undefined ? {} : { value }) })} />)}</ul>
          {research?.state === 'done' && <Text size="sm" c="dimmed" mt={10} className="lw-numbers">{countWords(research.looks, 'look')} of {research.looksAllowed} · {moneyWords(research.spentMicro)} estimated · <Anchor component={Link} to={`/runs/${research.runId}`} inherit underline="always">How it was researched</Anchor></Text>}
        </>
      )}
      {wrong && <CorrectModal lead={lead} field={wrong.field} {...(wrong.value === undefined ? {} : { value: wrong.value })} onClose={() => setWrong(null)} />}
    </Section>
  );
}
