import type { CertificateStatus } from '../../status/certificate-status.js';
import { type Screen, style } from '../../text/screen.js';
import type { Cell } from '../../text/table.js';
import { age, localMoment } from '../../text/times.js';

/**
 * The day on which a certificate ends, as of the reader's zone; one that ends soon, has ended or is not valid yet looks like it:
 * `2026-12-06, in 12 d`. `observedAt`: the moment that it was judged by.
 */
export function certificateCell(
  certificate: CertificateStatus | null | undefined,
  observedAt: string,
  screen: Screen,
): Cell {
  if (certificate === null || certificate === undefined) return { text: '-' };
  const paint = style(screen.colors);
  const { notAfter, state } = certificate;
  const day = localMoment(notAfter, screen).slice(0, 10);
  const seconds = (Date.parse(notAfter) - Date.parse(observedAt)) / 1000;
  switch (state) {
    case 'valid':
      return { text: day };
    case 'endsSoon':
      return { text: `${day}, in ${largest(seconds)}`, paint: paint.yellow };
    case 'ended':
      return { text: `${day}, ended ${largest(-seconds)} ago`, paint: paint.red };
    case 'notYet':
      return { text: `${day}, not valid yet`, paint: paint.red };
  }
}

/** The same in a sentence: `ends 2026-12-06, in 12 d`, `ended 2026-11-01, 28 d ago`. */
export function certificateEnd(certificate: CertificateStatus, observedAt: string, screen: Screen): string {
  const { text, paint = (same: string) => same } = certificateCell(certificate, observedAt, screen);
  return paint(certificate.state === 'ended' ? `ended ${text.replace(', ended ', ', ')}` : `ends ${text}`);
}

/** An age in its largest unit: nobody plans by more. */
function largest(seconds: number): string {
  return age(seconds).split(' ').slice(0, 2).join(' ');
}
