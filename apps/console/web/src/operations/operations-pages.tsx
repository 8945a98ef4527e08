import type { ComponentType } from 'react';
import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { NavLink, Route, Routes } from 'react-router';
import { ConfigPage } from '../configs/config-page';
import { ConfigsPage } from '../configs/configs-page';
import { NoSuchPage } from '../frame/no-such-page';
import { NotYours } from '../frame/not-yours';
import { useSignedIn } from '../frame/signed-in';
import { mayCall } from '../may';
import { PeoplePage } from '../people/people-page';
import { ConnectionsPage } from './connections-page';
import { FairnessPage } from './fairness-page';
import { Numbers } from './numbers';
import { SpendPage } from './spend-page';
import styles from './operations.module.css';

/** `needs`: the route that a page cannot do without. Who may not call it does not see the page. */
interface Page { path: string; label: string; needs: string; page: ComponentType }

const PAGES: readonly Page[] = [
  { path: '', label: 'Numbers', needs: 'GET /api/stats', page: Numbers },
  { path: 'fairness', label: 'Fairness', needs: 'GET /api/pools', page: FairnessPage },
  { path: 'connections', label: 'Connections', needs: 'GET /api/connections', page: ConnectionsPage },
  { path: 'configuration', label: 'Configuration', needs: 'GET /api/configs/:kind/versions', page: ConfigsPage },
  { path: 'spend', label: 'Spend', needs: 'GET /api/spend', page: SpendPage },
  { path: 'people', label: 'People', needs: 'GET /api/people', page: PeoplePage },
];

/** How it stands: the sums, who gets what, and, for those who run it, what is connected and by which rules. */
export function OperationsPages() {
  const me = useSignedIn();
  return (
    <>
      <Title order={1} mb={8}>Operations</Title>
      <nav aria-label="Operations" className={styles.tabs}>
        {PAGES.filter(({ needs }) => mayCall(me, needs)).map(({ path, label }) => (
          <NavLink key={path} to={path === '' ? '/operations' : `/operations/${path}`} end={path === ''} className={({ isActive }) => (isActive ? `${styles.tab} ${styles.here}` : styles.tab!)}>{label}</NavLink>
        ))}
      </nav>
      <Routes>
        {PAGES.map((page) => <Route key={page.path} path={page.path} element={<Titled {...page} />} />)}
        <Route path="configuration/:kind" element={<Guarded needs="GET /api/configs/:kind/versions" page={ConfigPage} />} />
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </>
  );
}

function Titled({ label, ...page }: Page) {
  useDocumentTitle(`${label} · Operations · Leadwright`);
  return <Guarded {...page} />;
}

function Guarded({ needs, page: Content }: Pick<Page, 'needs' | 'page'>) {
  return mayCall(useSignedIn(), needs) ? <Content /> : <NotYours route={needs} />;
}
