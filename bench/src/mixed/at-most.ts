type Work = () => Promise<void>;

/** Does what it is given in turn, at most so many at a time. */
export function atMost(most: number, onFatal: (error: unknown) => void): (work: Work) => void {
  const waiting: Work[] = [];
  let working = 0;
  const next = (): void => {
    while (working < most && waiting.length > 0) {
      working += 1;
      waiting.shift()!().then(() => {
        working -= 1;
        next();
      }, onFatal);
    }
  };
  return (work) => {
    waiting.push(work);
    next();
  };
}
