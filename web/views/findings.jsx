/** What was noticed in the files, by kind: how often, where, and what was done about it. */

import { useId } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { groupFindings, hasProblemRows } from '../app/findings.js';
import { Bounded, Folded, IssueText } from './parts.jsx';

/** @typedef {import('../app/findings.js').Finding} Finding */
/** @typedef {import('../app/types.js').Issue} Issue */
/** @typedef {import('../locales/index.js').Speech} Speech */

const SHOWN = 10;

/**
 * A finding in a few words, for a heading or for one row of a table.
 * @param {Speech} speech
 * @param {Issue} issue
 */
export function issueLabel(speech, { code, column, args }) {
  const kind = speech.has(`finding.${code}`)
    ? speech.t(`finding.${code}`, args)
    : speech.core(code, { ...args, column });
  return column ? `${speech.column(column)}: ${kind}` : kind;
}

/** @param {{issue: Issue}} props */
function Text({ issue }) {
  const { state, actions, speech } = useWeft();
  const { answers, joined } = state;
  const ofSeveral = joined.length > 0;
  if (issue.code !== 'roster.notPeople') return <IssueText issue={issue} ofSeveral={ofSeveral} />;
  const kind = String(issue.args?.kind);
  const worded = { ...issue, args: { ...issue.args, kind: speech.t(`accounts.${kind}`) } };
  return (
    <>
      <IssueText issue={worded} ofSeveral={ofSeveral} />
      {answers.accounts.includes(kind) ? null : (
        <button
          type="button"
          class="quiet small"
          onClick={() => actions.setAnswers({ ...answers, accounts: [...answers.accounts, kind] })}
        >
          {speech.t('accounts.arePeople')}
        </button>
      )}
    </>
  );
}

/** @param {{finding: Finding}} props */
function FindingLine({ finding: { code, severity, issues, rows } }) {
  const { speech } = useWeft();
  const [only] = issues;
  const column = issues.length === 1 ? only?.column : undefined;
  return (
    <li class={severity} data-finding={code}>
      <span class="severity">
        {speech.t(`issues.${severity}`)}
        {column ? <b>{speech.column(column)}</b> : null}
      </span>
      {issues.length === 1 && only ? (
        <span>
          <Text issue={only} />
        </span>
      ) : (
        <Folded
          summary={
            <span class="capital">
              {speech.t('finding.many', {
                finding: speech.has(`finding.${code}`) ? speech.t(`finding.${code}`) : code,
                count: issues.length,
                rows,
              })}
            </span>
          }
        >
          {() => (
            <Bounded items={issues} step={SHOWN}>
              {(shown) => (
                <ul>
                  {shown.map((issue, index) => (
                    <li key={index}>
                      <Text issue={issue} />
                    </li>
                  ))}
                </ul>
              )}
            </Bounded>
          )}
        </Folded>
      )}
    </li>
  );
}

/** The table of the rows that need a look, in the reader's language. */
function ProblemRows() {
  const { state, actions, speech } = useWeft();
  const { roster } = state;
  if (!roster || !hasProblemRows(roster.profile)) return null;
  const save = () =>
    actions.saveProblems({
      roster: roster.name,
      labels: roster.profile.issues.map((issue) => issueLabel(speech, issue)),
      heads: {
        problem: speech.t('problems.head'),
        row: speech.t('problems.row'),
        file: speech.t('problems.file'),
      },
    });
  return (
    <div class="problem-rows">
      <button
        type="button"
        class="plain small"
        data-file="problems"
        aria-disabled={state.saving !== '' || state.reading !== ''}
        onClick={() => state.reading || save()}
      >
        {speech.t('problems.save')}
      </button>
      <p role="status" class="saved">
        {state.saving === 'problems'
          ? speech.t('handOver.making')
          : state.said
            ? speech.t('handOver.saved', { file: state.said })
            : ''}
      </p>
    </div>
  );
}

export function Findings() {
  const { state, speech } = useWeft();
  const id = useId();
  const { roster } = state;
  if (!roster) return null;
  const findings = groupFindings(roster.profile.issues);
  if (findings.length === 0) return <ProblemRows />;
  return (
    <section class="issues findings" aria-labelledby={id}>
      <h2 id={id}>{speech.t('issues.title', { count: findings.length })}</h2>
      <ul>
        {findings.map((finding) => (
          <FindingLine key={`${finding.severity} ${finding.code}`} finding={finding} />
        ))}
      </ul>
      <ProblemRows />
    </section>
  );
}
