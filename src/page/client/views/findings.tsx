import type { JSX } from 'preact';
import type { FindingDetail, FindingsDetail } from '../../wire/details.js';
import { address } from '../address.js';
import { counted, findsWords, moreText } from '../list.js';
import { Card, Cards } from '../parts/card.js';
import { CommandLine } from '../parts/command.js';
import { Loaded } from '../parts/document.js';
import { Filters } from '../parts/filters.js';
import { Finding } from '../parts/finding.js';
import { Mark } from '../parts/mark.js';
import { Nothing, Sentence } from '../parts/text.js';
import { Ago } from '../parts/time.js';
import { Some } from '../parts/unfolding.js';
import { useDetail } from '../requests.js';

export function FindingsView(): JSX.Element {
  const asked = useDetail<FindingsDetail>('findings', 'findings');
  return (
    <div class="stack">
      <h1>Findings</h1>
      <Loaded asked={asked} what="The list of findings">
        {(detail) => <Shown detail={detail} />}
      </Loaded>
    </div>
  );
}

function Shown({ detail }: { readonly detail: FindingsDetail }): JSX.Element {
  const { checkedAt, findings, omitted, unknown, doctor, onlyByDoctor } = detail;
  const { q = '', severity = '' } = address.value.query;
  const finds = findsWords(q);
  const open = findings.filter(({ acknowledged }) => acknowledged === null);
  const known = findings.filter(({ acknowledged }) => acknowledged !== null);
  const fits = (finding: FindingDetail): boolean =>
    (severity === '' || finding.severity === severity) &&
    (finds(textsOf(finding)) || finding.consequences.some((one) => finds(textsOf(one))));
  const shown = open.filter(fits);
  const shownKnown = known.filter(fits);
  const count = (of: string) => open.filter((one) => one.severity === of).length;
  return (
    <>
      <p class="dim">
        Checked <Ago at={checkedAt} />. The worst comes first; what merely follows from a finding stands beneath it.
      </p>
      <Filters
        noun="finding"
        shown={shown.length}
        total={open.length}
        search="finding, worker or check"
        choices={[
          {
            name: 'severity',
            label: 'Severity',
            options: ['error', 'warning'].map((value) => ({ value, text: value, count: count(value) })),
          },
        ]}
      />
      <Cards>
        <Card title="To mend" wide={12}>
          <Some most={100} noun="more finding">
            {shown.map((finding) => (
              <Finding key={`${finding.id} ${finding.target}`} finding={finding} level={3} />
            ))}
          </Some>
          {open.length > 0 && shown.length === 0 ? <Nothing why="filter">No finding fits the filter.</Nothing> : null}
          {open.length === 0 ? (
            <Nothing why={unknown.length > 0 ? 'unknown' : 'fact'}>
              {known.length > 0 ? 'Nothing was found besides what is acknowledged' : 'Nothing was found'}
              {unknown.length > 0 ? ', in what could be looked at: some checks could not be made, see below.' : '.'}
            </Nothing>
          ) : null}
          {omitted === 0 ? null : <p>{moreText(omitted, 'finding')}</p>}
        </Card>
        {known.length === 0 ? null : (
          <Card title="Acknowledged" aside={counted(known.length, 'finding')} wide={12}>
            {shownKnown.map((finding) => (
              <Finding key={`${finding.id} ${finding.target}`} finding={finding} level={3} />
            ))}
            {shownKnown.length === 0 ? <Nothing why="filter">No acknowledged finding fits the filter.</Nothing> : null}
          </Card>
        )}
        {unknown.length === 0 ? null : (
          <Card title="Checks that could not be made" wide={12}>
            <p class="dim">They are neither right nor wrong.</p>
            {unknown.map(({ checks, targets, reason }) => (
              <details key={reason}>
                <summary>
                  <Mark shape="unknown" word="" /> <Sentence text={reason} />{' '}
                  <span class="dim">{`${counted(checks.length, 'check')} at ${counted(targets, 'target')}`}</span>
                </summary>
                <ul class="ids">
                  {checks.map((check) => (
                    <li key={check}>
                      <code>{check}</code>
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </Card>
        )}
        <Card title="What a watch does not look at" wide={12}>
          <p>
            A watch checks by what it reads anyway. {counted(onlyByDoctor, 'further check')}, such as of System logs,
            ports, rights of accounts, disks and clocks, are made by the doctor alone:
          </p>
          <CommandLine command={doctor} />
        </Card>
      </Cards>
    </>
  );
}

function textsOf({ id, target, summary, cause }: FindingDetail): readonly string[] {
  return [id, target, summary, cause];
}
