import type { ConfigPublished } from '#contracts';
import type { ConfigRow, LoadedConfig } from '#platform';

/** The newest version that is stored, and whether all apps were told of it. */
export interface Newest { row: ConfigRow | undefined; announced: boolean }

/** `published` is the version that a document is; `isNew`: it did not exist before; `announce`: tell the apps. */
export interface NextVersion { published: ConfigPublished; isNew: boolean; announce: boolean }

/**
 * Which version a document becomes: none when it is the newest one already, else the next number, also when it says again what an
 * older version said. A version that every app seeded for itself is announced once, for apps that could not.
 */
export function nextVersion({ row, announced }: Newest, { kind, hash, raw }: Pick<LoadedConfig, 'kind' | 'hash' | 'raw'>, at: { now: number; by: string }): NextVersion {
  if (row?.hash === hash) {
    const published = { kind, version: row.version, hash, publishedAt: new Date(row.published_at).toISOString(), publishedBy: row.published_by, document: raw };
    return { published, isNew: false, announce: !announced };
  }
  const published = { kind, version: (row?.version ?? 0) + 1, hash, publishedAt: new Date(at.now).toISOString(), publishedBy: at.by, document: raw };
  return { published, isNew: true, announce: true };
}
