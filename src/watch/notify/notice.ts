import type { NotifyKind } from '../../topology/topology.js';
import type { HeldChange } from '../watch-event.js';

/** Something to tell a person. Its texts hold no secrets. */
export interface Notice {
  /** A UUID: the same in every attempt to deliver it, so that a receiver knows it again. */
  readonly id: string;
  readonly kind: NotifyKind;
  readonly topology: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** One line. */
  readonly title: string;
  /** What it is about, in lines for people. */
  readonly lines: readonly string[];
  readonly changes: readonly NoticeChange[];
  readonly held: readonly HeldChange[];
  readonly diagnostics: readonly NoticeDiagnostic[];
}

export interface NoticeChange {
  readonly id: string;
  readonly action: string;
  readonly risk: string;
  readonly reason: string;
}

export interface NoticeDiagnostic {
  readonly severity: string;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
}
