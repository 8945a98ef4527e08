import { Center, Loader } from '@mantine/core';
import { Navigate, Route, Routes } from 'react-router';
import { problemOf, useMe } from './api';
import { AttentionPage } from './attention/attention-page';
import { Frame } from './frame/frame';
import { NoSuchPage } from './frame/no-such-page';
import { ProblemView } from './frame/problem-view';
import { SignedInContext } from './frame/signed-in';
import { SignedOut } from './frame/signed-out';
import { InboxPage } from './inbox/inbox-page';
import { LeadPage } from './lead/lead-page';
import { OperationsPages } from './operations/operations-pages';
import { RunPage } from './run/run-page';

export function App() {
  const me = useMe();
  if (me.isError && problemOf(me.error).status === 401) return <SignedOut />;
  if (me.isError && !me.data) return <Center mih="100dvh" p="md"><ProblemView error={me.error} onRetry={() => void me.refetch()} /></Center>;
  if (!me.data) return <Center mih="100dvh"><Loader aria-label="Loading" /></Center>;
  return (
    <SignedInContext value={me.data}>
      <Frame>
        <Routes>
          <Route path="/" element={<InboxPage />} />
          <Route path="/inbox" element={<Navigate to="/" replace />} />
          <Route path="/leads/:id" element={<LeadPage />} />
          <Route path="/runs/:id" element={<RunPage />} />
          <Route path="/attention" element={<AttentionPage />} />
          <Route path="/operations/*" element={<OperationsPages />} />
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
      </Frame>
    </SignedInContext>
  );
}
