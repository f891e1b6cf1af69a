import type { Known } from './known.js';
import type { MachineName } from './machine-name.js';

/** A column of a view or table, or a parameter of a procedure (with its @). */
export interface ShapedColumn {
  readonly name: string;
  /** As T-SQL writes it: `nvarchar(256)`. */
  readonly type: string;
}

/** An object of SSISDB, by the name `catalog.worker_agents`. */
export interface ShapedObject {
  /** U table, V view, P procedure. */
  readonly kind: string;
  /** In their order: columns of a table or view, parameters of a procedure. */
  readonly columns: readonly ShapedColumn[];
}

/** A row of catalog_properties or master_properties: its value only where it can be no name and no secret. */
export interface SurveyedProperty {
  readonly name: string;
  readonly value: string | null;
  /** Whether there is a value at all. */
  readonly isSet: boolean;
}

/** What SSISDB shows of itself at one moment; what is in it stays as the server sent it, within limits. */
export interface CatalogSurvey {
  readonly server: {
    readonly productVersion: string;
    readonly edition: string;
    readonly isClustered: boolean;
    readonly isAvailabilityGroup: boolean;
    readonly isWindowsOnly: boolean;
  };
  /** Of the caller. */
  readonly isSqlLogin: boolean;
  readonly isSysadmin: boolean;
  /** Roles of the database: null where there is no such role. */
  readonly roles: ReadonlyMap<string, boolean | null>;
  /** Those that the caller may see; others are hidden without a word, so that a missing one is no proof. */
  readonly objects: ReadonlyMap<string, ShapedObject>;
  readonly catalogProperties: Known<readonly SurveyedProperty[]>;
  readonly masterProperties: Known<readonly SurveyedProperty[]>;
  /** Logins of the services' own accounts and of the log, by name: the rest of a server's logins is nobody's business. */
  readonly logins: readonly string[];
}

/** A value of a registry key: a number as it is, of everything else only what it is. */
export interface RegistryValue {
  readonly name: string;
  /** `number`, `text`, `bytes`, `list` */
  readonly kind: string;
  readonly number: number | null;
  /** Characters, bytes or entries. */
  readonly length: number;
}

export interface SurveyedFolder {
  readonly path: string;
  readonly exists: boolean;
  /** At most 10,000 are counted. */
  readonly files: number;
}

export interface SurveyedService {
  readonly name: string;
  readonly account: string;
  /** The program's file, out of the command line. */
  readonly program: string;
  /** Where a config is looked for, in this order, and whether there is one. */
  readonly configs: readonly { readonly path: string; readonly exists: boolean }[];
  /** Of the account; null where it has none. */
  readonly profile: string | null;
  /** Folders of logs below the profile, relative to it. */
  readonly logs: readonly { readonly path: string; readonly files: number; readonly newest: string | null }[];
}

/** What a machine shows of itself beyond an observation. */
export interface MachineSurvey {
  readonly powershell: { readonly version: string; readonly edition: string; readonly languageMode: string };
  /** `10.0.17763.0` */
  readonly windows: string;
  /** As NetBIOS has it, at most 15 characters. */
  readonly netbiosName: string;
  readonly services: Known<readonly SurveyedService[]>;
  /** Names of all services that could be meant: whatever holds `ScaleOut` in its name. */
  readonly serviceNames: Known<readonly string[]>;
  /** Keys of LocalMachine that were asked for; null: there is no such key. */
  readonly registry: Known<readonly { readonly path: string; readonly values: readonly RegistryValue[] | null }[]>;
  readonly keyFolders: Known<readonly SurveyedFolder[]>;
}

/** What the machine is asked to look at besides its services. */
export interface SurveyRequest {
  /** Keys of LocalMachine. */
  readonly registry: readonly string[];
  /** The folder of logs below a profile. */
  readonly logs: string;
}

/** The catalog's part of a report; changes nothing, and takes no lock. */
export interface CatalogSurveyor {
  survey(signal: AbortSignal): Promise<CatalogSurvey>;
}

/** The machines' part. Like `Machines.inspect`: unknown with its reason where a machine does not answer. */
export interface MachineSurveyor {
  survey(machine: MachineName, request: SurveyRequest, signal: AbortSignal): Promise<Known<MachineSurvey>>;
}
