/** The columns of a worker, for `workerRow`; `now` is the moment to which ages are counted, in milliseconds. */
export function workerColumns(now: '@now' | 'SYSDATETIMEOFFSET()'): string {
  return `WorkerAgentId, IsEnabled, DisplayName, Description, Tags, MachineName, UserAccount,
  CONVERT(nvarchar(33), LastOnlineTime, 126) AS last_online,
  DATEDIFF_BIG(millisecond, LastOnlineTime, ${now}) AS age`;
}
