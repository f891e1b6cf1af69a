// Generated from schemas/ui.schema.json by scripts/generate-types.mjs. Do not edit.

/**
 * What scaleout ui --json prints when the page can be opened.
 */
export interface UiDocument {
  formatVersion: 1;
  /**
   * The address of the page.
   */
  url: string;
}
