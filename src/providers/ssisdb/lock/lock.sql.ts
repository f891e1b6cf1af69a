/** The application lock's name where none is given. It is the same for every topology, so that all of one catalog share it. */
export const lockResource = 'ssis-scaleout';

/** Waits at most @wait milliseconds; the return code of sp_getapplock (0, 1, -1, -2, -3, -999) and our session. */
export const takeLockSql = `
DECLARE @status int;
EXEC @status = sys.sp_getapplock
  @Resource = @resource, @LockMode = N'Exclusive', @LockOwner = N'Session',
  @LockTimeout = @wait, @DbPrincipal = N'public';
SELECT @status AS status, @@SPID AS session_id;
`;

/** Of this session and of no other: a new connection in the place of the old one holds nothing. */
export const holdsLockSql = `
SELECT APPLOCK_MODE(N'public', @resource, N'Session') AS mode, @@SPID AS session_id;
`;

export const releaseLockSql = `
EXEC sys.sp_releaseapplock @Resource = @resource, @LockOwner = N'Session', @DbPrincipal = N'public';
`;

/** The description of a lock on a resource begins so: the server shows the first characters of its name. */
export function descriptionStart(resource: string): string {
  return `0:[${resource.slice(0, shownCharacters)}]:(`;
}

const shownCharacters = 32;

/**
 * Who holds it, and who holds another whose name begins with the same characters; needs VIEW SERVER STATE. The description is \`principal:[first 32 characters of the name]:(hash)\`. The
 * login's time is the server's own, without its offset: the age is counted here.
 */
export const lockHolderSql = `
SELECT
  s.session_id,
  s.program_name,
  s.host_name,
  s.login_name,
  CONVERT(nvarchar(33), SYSDATETIMEOFFSET(), 126) AS observed_at,
  DATEDIFF_BIG(millisecond, s.login_time, SYSDATETIME()) AS age
FROM sys.dm_tran_locks AS l
JOIN sys.dm_exec_sessions AS s ON s.session_id = l.request_session_id
WHERE l.resource_type = N'APPLICATION'
  AND l.resource_database_id = DB_ID()
  AND CHARINDEX(@start, l.resource_description) = 1
  AND l.request_status LIKE N'GRANT%';
`;
