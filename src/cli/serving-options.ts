import type { Command as Commander } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { collect } from './options.js';

/** How a page is served: to whom, and by which names. */
export interface ServingOptions {
  /** Further names that requests may have in their Host header. */
  readonly listenHost: readonly string[];
  /** The file that says who may see the page; undefined: none. */
  readonly login: string | undefined;
  /** Files in PEM; undefined: as the login file says. */
  readonly tls: { readonly certificate: string; readonly privateKey: string } | undefined;
}

/** What commander makes of them. */
export interface ParsedServing {
  readonly listenHost?: readonly string[];
  readonly login?: string;
  readonly tlsCertificate?: string;
  readonly tlsKey?: string;
}

/** Adds the options of every command that serves the page. */
export function serving(command: Commander): Commander {
  return command
    .option('--listen-host <name>', 'another name that requests may have in their Host header (repeatable)', collect)
    .option('--login <file>', 'the file that says who may see the page, and who may act there')
    .option('--tls-certificate <file>', 'serve over TLS with this certificate and its chain (PEM)')
    .option('--tls-key <file>', 'its private key (PEM)');
}

/** Throws `command.usage` where one of two that go together is missing. */
export function servingOptions({ listenHost, login, tlsCertificate, tlsKey }: ParsedServing): ServingOptions {
  const [given, missing] =
    tlsCertificate === undefined ? ['--tls-key', '--tls-certificate'] : ['--tls-certificate', '--tls-key'];
  if ((tlsCertificate === undefined) !== (tlsKey === undefined)) {
    throw new ScaleoutError('command.usage', `${given} goes with ${missing}: name both files.`);
  }
  return {
    listenHost: listenHost ?? [],
    login,
    tls:
      tlsCertificate === undefined || tlsKey === undefined
        ? undefined
        : { certificate: tlsCertificate, privateKey: tlsKey },
  };
}
