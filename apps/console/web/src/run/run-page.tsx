import { useState } from 'react';
import { Anchor, Button, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import type { LeadPage, RunView } from '#contracts';
import { problemOf, useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { VerdictBadge } from '../frame/verdict-badge';
import { SavedPageModal, type SavedPageLink } from '../lead/saved-page-modal';
import { RunStep } from './run-step';
import { RunSummary } from './run-summary';
import { useRun } from './use-run';
import styles from './run.module.css';

/** A research run, decision by decision: where it looked, what that said, and what else it could have looked at. */
export function RunPage() {
  const { id = '' } = useParams();
  const run = useRun(id);
  const isUnknown = run.isError && problemOf(run.error).status === 404;
  useDocumentTitle('Research run · Leadwright');
  if (run.data) return <Known key={id} run={run.data} />;
  if (!run.isError) return <Loading lines={6} height={64} />;
  return (
    <>
      <Title order={1} mb="md">Research run</Title>
      <ProblemView error={run.error} {...(isUnknown ? {} : { onRetry: () => void run.refetch() })} />
      <Button component={Link} to="/" variant="default" mt="md">Back to the inbox</Button>
    </>
  );
}

function Known({ run }: { run: RunView }) {
  const [page, setPage] = useState<SavedPageLink | null>(null);
  const lead = useGet<LeadPage>(['lead', run.leadId], `/api/leads/${encodeURIComponent(run.leadId)}`);
  const name = lead.data?.row.name ?? 'The lead';
  const company = lead.data?.row.company.name ?? lead.data?.row.company.domain ?? null;
  const isRunning = run.state === 'running';
  return (
    <>
      <Anchor component={Link} to={`/leads/${run.leadId}`} size="sm" c="dimmed" className={styles.back}><IconChevronLeft size={15} aria-hidden />{name}</Anchor>
      <header className={styles.header}>
        <Title order={1}>{company ? `Research of ${company}` : 'Research run'}</Title>
        <VerdictBadge verdict={run.verdict} points={run.fit?.points ?? null} status={isRunning ? 'researching' : 'enriched'} size="lg" />
        <Text w="100%">{run.question}</Text>
      </header>
      <div className={styles.columns}>
        <div className={styles.aside}><RunSummary run={run} /></div>
        <Section title="Looks">
          {run.steps.length === 0 ? <Text c="dimmed" role="status">{isRunning ? 'It has not begun yet. Looks appear here by themselves.' : run.stopSentence ?? 'Nothing was looked at.'}</Text>
            : <ol className={styles.steps} aria-label="Decisions" aria-live="polite" aria-busy={isRunning}>{run.steps.map((step) => <RunStep key={step.seq} step={step} onPage={setPage} />)}</ol>}
        </Section>
      </div>
      {page && <SavedPageModal page={page} onClose={() => setPage(null)} />}
    </>
  );
}
