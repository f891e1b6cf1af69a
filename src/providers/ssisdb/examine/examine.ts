// src/providers/ssisdb/examine reads what only a diagnosis asks for: a part a request and a file, side by side. One that fails or is
// forbidden is unknown, and says which right is missing; all of them fail together only where the catalog cannot be reached.

import type { CatalogExamination } from '../../../domain/examination.js';
import type { SqlServer } from '../request/sql-server.js';
import { collectErrorLog, errorLogFacts, errorLogSql } from './error-log-part.js';
import { collectExecutions, collectInternal, executionFacts, executionsSql, internalSql } from './executions-part.js';
import { collectJobs, jobFacts, jobsSql } from './jobs-part.js';
import { type Part, readPart } from './part.js';
import { collectServer, serverFacts, serverSql, whoOf } from './server-part.js';

/** The examination, each request of at most so many milliseconds. Throws where not one of them was answered. */
export async function examine(server: SqlServer, limit: number, signal: AbortSignal): Promise<CatalogExamination> {
  const [facts, executions, internal, jobs, log] = await Promise.all([
    readPart(server, { text: serverSql, what: 'examining the server', limit }, collectServer, signal),
    readPart(server, { text: executionsSql, what: 'examining executions', limit }, collectExecutions, signal),
    readPart(server, { text: internalSql, what: 'examining internal tables', limit }, collectInternal, signal),
    readPart(server, { text: jobsSql, what: 'examining jobs', limit }, collectJobs, signal),
    readPart(server, { text: errorLogSql, what: 'reading the error log', limit }, collectErrorLog, signal),
  ]);
  const parts: readonly Part<unknown>[] = [facts, executions, internal, jobs, log];
  if (!facts.read && parts.every(({ read }) => !read)) throw facts.error;
  const login = whoOf(facts);
  return {
    ...serverFacts(facts, login),
    ...executionFacts(executions, internal, login),
    ...jobFacts(jobs, facts, login),
    ...errorLogFacts(log, login),
  };
}
