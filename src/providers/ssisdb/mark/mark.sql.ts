import { noteNames } from '../notes/note-names.js';

/** The extended property of the database that names the topology which was applied last. */
export const markName = 'ssis-scaleout.topology';

/**
 * The mark and our notes, and whether their absence can be told: metadata that a login may not see is left out without
 * a word.
 */
export const markSql = `
SELECT
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_all,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${markName}') AS mark,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${noteNames.suspensions}') AS suspensions,
  (SELECT CONVERT(nvarchar(4000), value) FROM sys.extended_properties
    WHERE class = 0 AND name = N'${noteNames.approvals}') AS approvals;
`;

/** Adds or changes the mark to @topology; needs ALTER on the database (db_owner), else 15247. */
export const setMarkSql = setPropertySql(markName, 'topology');

/** The same for a note, to @note. */
export const setNoteSql = {
  suspensions: setPropertySql(noteNames.suspensions, 'note'),
  approvals: setPropertySql(noteNames.approvals, 'note'),
} as const;

function setPropertySql(name: string, parameter: string): string {
  return `
IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 0 AND name = N'${name}')
  EXEC sys.sp_updateextendedproperty @name = N'${name}', @value = @${parameter};
ELSE
  EXEC sys.sp_addextendedproperty @name = N'${name}', @value = @${parameter};
`;
}
