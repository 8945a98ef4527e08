import { openFloor, type OpenedFloor } from '../embedded/open-floor.js';
import { mixedStages } from '../stages/all-stages.js';
import { atMost } from './at-most.js';
import { BareHttp } from './bare-http.js';
import { FloorAsks } from './floor-asks.js';
import { FloorResearch } from './floor-research.js';

/** As many calls and runs at a time as the product has: how much a provider or a website is asked at once is not a floor's to choose. */
const SIDE_BY_SIDE = 8;

/** The floor of the mixed row on a migrated folder; `place` is where the outside answers. */
export async function openMixedFloor(folder: string, place: string, onFatal: (error: unknown) => void): Promise<OpenedFloor> {
  const http = new BareHttp(place);
  const { loop, close } = await openFloor(folder, onFatal, (parts, edge) => {
    const [asks, research] = [new FloorAsks(parts, http, edge), new FloorResearch(parts, http, edge)];
    const [ask, look] = [atMost(SIDE_BY_SIDE, onFatal), atMost(SIDE_BY_SIDE, onFatal)];
    return {
      stages: mixedStages(parts),
      begin(later, loop) {
        if (later.kind === 'ask') ask(() => asks.ask(later, loop));
        else look(() => research.run(later.request, loop));
      },
    };
  });
  return {
    loop,
    close() {
      http.close();
      close();
    },
  };
}
