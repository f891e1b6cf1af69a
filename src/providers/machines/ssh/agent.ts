/* The service of OpenSSH on Windows listens there. */
const windowsPipe = '\\\\.\\pipe\\openssh-ssh-agent';

/** Where the agent of keys is: what SSH_AUTH_SOCK names (on Windows `pageant` too), on Windows OpenSSH's own. */
export function agentOf({
  env,
  platform,
}: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}): string | undefined {
  return env.SSH_AUTH_SOCK || (platform === 'win32' ? windowsPipe : undefined);
}
