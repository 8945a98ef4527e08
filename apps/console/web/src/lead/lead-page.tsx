import { useState } from 'react';
import { Anchor, Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import type { LeadPage as Lead } from '#contracts';
import { problemOf, useGet } from '../api';
import { AttentionCard } from '../attention/attention-card';
import { Loading, ProblemView } from '../frame/problem-view';
import { KeysHelp, type Keys } from '../inbox/keys-help';
import { shownLast } from '../inbox/shown-last';
import { DraftCard } from './draft-card';
import { FactsTable } from './facts-table';
import { LeadHeader } from './lead-header';
import { LookedAt } from './looked-at';
import { MessageCard } from './message-card';
import { ProposedMove } from './proposed-move';
import { QuestionCard } from './question-card';
import { SavedPageModal, type SavedPageLink } from './saved-page-modal';
import { TimelineCard } from './timeline-card';
import { UpdatesSent } from './updates-sent';
import { useNextLead } from './use-next-lead';
import { WhyFit } from './why-fit';
import { WhyThisRep } from './why-this-rep';
import styles from './lead.module.css';

const KEYS: Keys = [[['j', 'k'], 'next and previous lead of the list'], [['a'], 'accept'], [['e'], 'edit the draft'], [['r'], 'reassign']];

/** Everything about one lead: who, why this rep, why it fits, the draft, what went out, all that happened. */
export function LeadPage() {
  const { id = '' } = useParams();
  const lead = useGet<Lead>(['lead', id], `/api/leads/${encodeURIComponent(id)}`);
  useNextLead(id);
  useDocumentTitle(`${lead.data?.row.name ?? 'Lead'} · Leadwright`);
  return (
    <>
      <Anchor component={Link} to={{ pathname: '/', search: shownLast.search }} size="sm" c="dimmed" className={styles.back}><IconChevronLeft size={15} aria-hidden />Inbox</Anchor>
      {lead.data ? <Known key={id} lead={lead.data} /> : lead.isError ? <ProblemView error={lead.error} {...(problemOf(lead.error).status === 404 ? {} : { onRetry: () => void lead.refetch() })} /> : <Loading lines={7} height={64} />}
      <KeysHelp keys={KEYS} />
      {lead.isError && !lead.data && <Button component={Link} to="/" variant="default" mt="md">Back to the inbox</Button>}
    </>
  );
}

function Known({ lead }: { lead: Lead }) {
  const [page, setPage] = useState<SavedPageLink | null>(null);
  const open = lead.attention.filter(({ state }) => state === 'open');
  /** Without the text of a draft there is room beside the reasons. */
  const hasText = lead.draft !== null && lead.draft.content !== null;
  return (
    <>
      <LeadHeader lead={lead} />
      {open.length > 0 && <div className={styles.attention}>{open.map((item) => <AttentionCard key={item.id} item={item} onLeadPage />)}</div>}
      <div className={styles.asks}>
        {lead.question && <QuestionCard key={lead.question.id} row={lead.row} question={lead.question} />}
        <ProposedMove row={lead.row} />
      </div>
      <div className={styles.columns}>
        <div className={styles.column}>
          <MessageCard lead={lead} />
          <WhyThisRep row={lead.row} />
          <WhyFit lead={lead} onPage={setPage} />
        </div>
        <div className={styles.column}>
          <DraftCard lead={lead} onPage={setPage} />
          <UpdatesSent effects={lead.effects} />
          {!hasText && <LookedAt lead={lead} onPage={setPage} />}
        </div>
      </div>
      <div className={styles.columns} data-below>
        <div className={styles.column}><FactsTable lead={lead} onPage={setPage} /></div>
        <div className={styles.column}>
          {hasText && <LookedAt lead={lead} onPage={setPage} />}
          <TimelineCard leadId={lead.row.id} />
        </div>
      </div>
      {page && <SavedPageModal page={page} onClose={() => setPage(null)} />}
    </>
  );
}
