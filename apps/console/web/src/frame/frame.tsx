import type { ReactNode } from 'react';
import { Anchor, Badge, Group, Text, Tooltip } from '@mantine/core';
import { IconAdjustments, IconAlertTriangle, IconInbox, IconPlugConnectedX } from '@tabler/icons-react';
import { Link, NavLink } from 'react-router';
import type { AttentionItem } from '#contracts';
import { useGet } from '../api';
import { useLive } from '../live';
import { UserMenu } from './user-menu';
import styles from './frame.module.css';

const PAGES = [
  { to: '/', label: 'Inbox', icon: IconInbox },
  { to: '/attention', label: 'Needs attention', icon: IconAlertTriangle },
  { to: '/operations', label: 'Operations', icon: IconAdjustments },
] as const;

/** What stands around every page: where one can go, what needs attention, who is signed in. */
export function Frame({ children }: { children: ReactNode }) {
  const connected = useLive();
  const attention = useGet<AttentionItem[]>(['attention', 'open'], '/api/dead-letters?state=open');
  const open = attention.data?.length ?? 0;
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">Skip to content</a>
      <header className={styles.header}>
        <Anchor component={Link} to="/" className={styles.brand} underline="never" aria-label="Leadwright, to the inbox">
          <img src="/mark.svg" alt="" width={24} height={24} /><span>Leadwright</span>
        </Anchor>
        <nav className={styles.nav} aria-label="Pages">
          {PAGES.map(({ to, label, icon: Icon }) => (
            <NavLink key={to} to={to} end={to === '/'} className={({ isActive }) => (isActive ? `${styles.link} ${styles.here}` : styles.link!)}>
              <Icon size={17} stroke={1.7} aria-hidden />
              <span>{label}</span>
              {to === '/attention' && open > 0 && <Badge size="sm" variant="filled" color="red.8" aria-label={`${open} open`} px={6}>{open}</Badge>}
            </NavLink>
          ))}
        </nav>
        <Group gap="sm" wrap="nowrap" ml="auto">
          {!connected && (
            <Tooltip label="The connection to the server is lost. What you see may be old; it is refreshed as soon as the server answers.">
              <Group gap={5} wrap="nowrap" tabIndex={0} role="status" className={styles.offline}><IconPlugConnectedX size={16} aria-hidden /><Text size="xs" visibleFrom="sm">Not live, reconnecting</Text></Group>
            </Tooltip>
          )}
          <UserMenu />
        </Group>
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>{children}</main>
    </div>
  );
}
