import type { EventBody } from '../../domain/documents.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { suspensionText } from './suspension-text.js';

type MaintenanceEvent = Extract<EventBody, { readonly type: 'maintenance' }>;

/** What became of a maintenance, in a sentence or two. */
export function maintenanceText({ state, maintenance }: MaintenanceEvent, screen: Screen): string {
  const { green, yellow, dim } = style(screen.colors);
  const worker = printable(maintenance.target ?? '');
  const holds = suspensionText({ ...maintenance, topology: '' }, screen);
  const undrain = `scaleout undrain ${worker} ends it, and brings the worker back.`;
  const shown = (text: string, paint: (text: string) => string) => `\n${paint(paragraph('', text, screen))}\n`;
  switch (state) {
    case 'begun':
      return shown(`Noted in the catalog: ${holds}.`, dim);
    case 'renewed':
      return shown(`Noted in the catalog, in place of what stood there: ${holds}.`, dim);
    case 'ending':
      return shown(`Noted in the catalog: the maintenance of ${worker} is ended.`, dim);
    case 'drained':
      return shown(`${holds}. It takes no work. ${undrain}`, green);
    case 'kept':
      return shown(
        `The drain did not end well, and its note stays: ${holds}. The next apply or watch goes on with it. ${undrain}`,
        yellow,
      );
    case 'withdrawn':
      return shown(
        `${worker} is as it was before${maintenance.drained?.enabled === true ? ', and takes work' : ''}: its maintenance was taken back. Run scaleout drain again when it is less busy, with a longer --timeout, or with --on-timeout disable.`,
        yellow,
      );
    case 'ended':
      return shown(`${worker} is in maintenance no longer.`, green);
    case 'notBack':
      return shown(
        `${worker} is not back yet. Its maintenance is noted as over: the next apply or watch brings it back.`,
        yellow,
      );
  }
}
