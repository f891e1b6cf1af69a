// Generated from schemas/watch-log.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * One line of the log that scaleout watch writes where its output is no terminal. More fields stand in a line, by its event: docs/watch.md tells them.
 */
export interface WatchLogLine {
  level: 'error' | 'warn' | 'info' | 'debug';
  /**
   * ISO 8601, UTC.
   */
  time: string;
  formatVersion: 1;
  /**
   * A sentence for people.
   */
  msg: string;
  /**
   * What the line is of, where it is of something.
   */
  event?: string;
  topology?: string;
  /**
   * Names a run: the same in every line that belongs to it.
   */
  run?: string;
}
