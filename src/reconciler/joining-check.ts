/*
 * What is looked at before a worker joins, as Scale Out Manager's wizard does: the access to its machine and to the nodes of the master, the
 * stores of certificates on both, the worker's config and the certificate that it names, and the row in the catalog.
 */

export type JoiningCheckId =
  | 'access'
  | 'administrator'
  | 'my'
  | 'root'
  | 'service'
  | 'config'
  | 'certificate'
  | 'endpoint'
  | 'masterCertificate'
  | 'trust'
  | 'row';

/** One thing that was looked at. */
export interface JoiningCheck {
  readonly check: JoiningCheckId;
  /** `worker/ETL05`, `master/SQLETL01` or `catalog`. */
  readonly at: string;
  /** `open`: an apply brings it there. `byHand`: a person has to. `unknown`: it could not be looked at, or cannot be told. */
  readonly state: 'ok' | 'open' | 'byHand' | 'wrong' | 'unknown';
  /** What was seen, or why nothing was. */
  readonly shows: string;
  /** Keeps the worker from being added: what to do about it, where the machine says so. */
  readonly blocks?: { readonly remedy?: string };
}
