// src/page/act is what a person can ask for by the page: the short list of actions, and edits of the file, which write nothing. How
// they are carried out is given to it by the command line, which has the same commands.

import type { Viewer } from '../login/viewer.js';
import type { ActionAnswer, ActionBodies, ActionName, EditAnswer, EditRequest } from '../wire/session.js';

export interface PageActions {
  /** The topology by its name. Throws the errors of the registry; what it did is in the history with the user. */
  act<Name extends ActionName>(name: Name, of: ActedOn, body: ActionBodies[Name]): Promise<ActionAnswer>;
}

export interface ActedOn {
  readonly topology: string;
  readonly by: Viewer;
}

export interface PageEdits {
  /** Throws the errors of the registry. */
  edit(topology: string, request: EditRequest): Promise<EditAnswer>;
}
