/** The extended property of the database that names the topology which was applied last. */
export const markName = 'ssis-scaleout.topology';

/**
 * The mark, and whether its absence can be told: metadata that a login may not see is left out without a word.
 */
export const markSql = `
SELECT
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_all,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${markName}') AS mark;
`;

/** Adds or changes the mark to @topology; needs ALTER on the database (db_owner), else 15247. */
export const setMarkSql = `
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 0 AND name = N'${markName}')
  EXEC sys.sp_updateextendedproperty @name = N'${markName}', @value = @topology;
ELSE
  EXEC sys.sp_addextendedproperty @name = N'${markName}', @value = @topology;
`;
