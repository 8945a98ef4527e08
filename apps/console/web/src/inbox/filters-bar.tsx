import { useEffect, useState, type RefObject } from 'react';
import { Chip, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { Verdict } from '#contracts';
import { VERDICT_WORDS } from '../words';
import type { Filters, Whose } from './use-leads';
import styles from './inbox.module.css';

const WHOSE: { value: Whose; label: string }[] = [{ value: 'mine', label: 'Mine' }, { value: 'everybody', label: "Everybody's" }, { value: 'queued', label: 'In a queue' }];
const VERDICTS: readonly Verdict[] = ['fit', 'not_fit', 'needs_review'];

interface FiltersBarProps { filters: Filters; change: (change: Partial<Filters>) => void; searchBox: RefObject<HTMLInputElement | null> }

export function FiltersBar({ filters, change, searchBox }: FiltersBarProps) {
  const [text, setText] = useState(filters.words);
  const [words] = useDebouncedValue(text.trim(), 250);
  useEffect(() => { if (words !== filters.words) change({ words }); }, [words]);
  useEffect(() => { if (filters.words === '') setText(''); }, [filters.words]);
  return (
    <div className={styles.filters}>
      <SegmentedControl size="sm" aria-label="Whose leads" data={WHOSE} value={filters.whose} onChange={(whose) => change({ whose: whose as Whose })} />
      <Group gap={6} role="group" aria-label="Fit">
        {VERDICTS.map((verdict) => (
          <Chip key={verdict} size="sm" radius="sm" variant="outline" checked={filters.verdict === verdict} onChange={(checked) => change({ verdict: checked ? verdict : null })}>{VERDICT_WORDS[verdict]}</Chip>
        ))}
      </Group>
      <TextInput ref={searchBox} className={styles.search} size="sm" type="search" aria-label="Search leads" placeholder="Name, company, e-mail" leftSection={<IconSearch size={15} aria-hidden />}
        value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} onKeyDown={({ key, currentTarget }) => { if (key === 'Escape') currentTarget.blur(); }} />
    </div>
  );
}
