import { createInterface } from 'node:readline';
import { readdir, readFile } from 'node:fs/promises';
import { chmod } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { lacking } from '../../support/posix.js';
import { finished, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { until } from '../../support/until.js';
