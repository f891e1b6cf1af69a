import type { Certificate } from '../../domain/machines.js';
import { age, moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import { daysLeft } from '../view/certificates.js';
import type { FoundWrong } from './check.js';

/** What is said of a certificate that has ended, or does not hold yet. */
export function endedOrEarly(
  { thumbprint, notBefore, notAfter }: Certificate,
  whose: string,
  where: string,
  at: string,
): Pick<FoundWrong, 'summary' | 'evidence'> {
  const isEarly = Date.parse(notBefore) > Date.parse(at);
  return {
    summary: isEarly ? `${whose} is valid only from ${moment(notBefore)} on` : `${whose} ended ${moment(notAfter)}`,
    evidence: [
      {
        read: isEarly ? 'NotBefore' : 'NotAfter',
        where: `${where}, ${thumbprint}`,
        value: isEarly
          ? `${moment(notBefore)}, in ${age(from(at, notBefore))}`
          : `${moment(notAfter)}, ${age(from(notAfter, at))} ago`,
      },
      { read: 'time', where: 'the SQL Server', value: moment(at) },
    ],
  };
}

/** What is said of one that ends soon; undefined where it does not, or has ended. */
export function endsSoon(
  certificate: Certificate,
  whose: string,
  where: string,
  { at, warnBeforeDays }: { readonly at: string; readonly warnBeforeDays: number },
): Pick<FoundWrong, 'summary' | 'evidence'> | undefined {
  const left = daysLeft(certificate, at);
  if (left < 0 || left >= warnBeforeDays || Date.parse(certificate.notBefore) > Date.parse(at)) return undefined;
  const { thumbprint, notAfter } = certificate;
  return {
    summary: `${whose} ends in ${left === 0 ? 'less than a day' : counted(left, 'day')}`,
    evidence: [
      {
        read: 'NotAfter',
        where: `${where}, ${thumbprint}`,
        value: `${moment(notAfter)}, in ${age(from(at, notAfter))}`,
      },
    ],
  };
}

/** Seconds. */
function from(begin: string, end: string): number {
  return (Date.parse(end) - Date.parse(begin)) / 1000;
}
