import { createContext, use } from 'react';
import type { Me } from '#contracts';

export const SignedInContext = createContext<Me | null>(null);

/** Who is signed in. Only inside the frame, which is not shown to anybody else. */
export function useSignedIn(): Me {
  const me = use(SignedInContext);
  if (!me) throw new Error('useSignedIn is for pages inside the frame.');
  return me;
}
