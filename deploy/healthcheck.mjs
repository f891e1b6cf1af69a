// Asks the watch on this machine how it is: node healthcheck.mjs [URL] [TOKEN_FILE]. Exit code 0: well; 1: not.
import { readFileSync, statSync } from 'node:fs';
import { get } from 'node:http';

// Whatever ends this without a word was no answer.
process.exitCode = 1;

const [url = 'http://127.0.0.1:8392/healthz', tokenFile] = process.argv.slice(2);

function unwell(reason) {
  process.stderr.write(`${url}: ${reason}\n`);
  process.exit(1);
}

function headers() {
  if (tokenFile === undefined) return {};
  try {
    // A pipe would be waited for without a limit.
    if (!statSync(tokenFile).isFile()) return unwell(`${tokenFile} is not a regular file`);
    return { Authorization: `Bearer ${readFileSync(tokenFile, 'utf8').replace(/\r?\n$/, '')}` };
  } catch (error) {
    return unwell(`${tokenFile} cannot be read (${error.code})`);
  }
}

// One limit for all of it: an answer that trickles in is none either.
setTimeout(() => unwell('no answer within 5 s'), 5_000).unref();
get(url, { agent: false, headers: headers() }, (response) => {
  response.resume();
  response.once('error', (error) => unwell(error.message));
  response.once('end', () => (response.statusCode === 200 ? process.exit(0) : unwell(`status ${response.statusCode}`)));
})
  .once('error', (error) => unwell(error.message))
  .once('upgrade', () => unwell('it changes to another protocol'));
