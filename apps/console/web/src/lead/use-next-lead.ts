import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { isDialogOpen } from '../inbox/is-dialog-open';
import { shownLast } from '../inbox/shown-last';

/** `j` and `k` go to the next and the previous lead of the list that the inbox showed last. */
export function useNextLead(leadId: string): void {
  const navigate = useNavigate();
  const go = (by: 1 | -1) => (): void => {
    const at = shownLast.ids.indexOf(leadId);
    const next = at < 0 ? undefined : shownLast.ids[at + by];
    if (next && !isDialogOpen()) void navigate(`/leads/${next}`);
  };
  useHotkeys([['j', go(1)], ['k', go(-1)]]);
}
