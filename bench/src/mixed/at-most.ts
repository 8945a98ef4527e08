/** Works at what it is given in turn, at most so many at a time. */
export function atMost<T>(most: number, work: (item: T) => Promise<void>, onFatal: (error: unknown) => void): (item: T) => void {
  const waiting: T[] = [];
  let working = 0;
  const next = (): void => {
    while (working < most && waiting.length > 0) {
      working += 1;
      work(waiting.shift()!).then(() => {
        working -= 1;
        next();
      }, onFatal);
    }
  };
  return (item) => {
    waiting.push(item);
    next();
  };
}
