/** On paper: the plan by group for the wall, then a sign for the door of each space. */

import { useWeft } from '../../../app/context.js';
import { DoorSign } from '../../door-sign.jsx';
import { groupName, slotText } from './plan.jsx';

/** @typedef {import('./plan.jsx').Plan} Plan */

/** @param {{plan: Plan, name: string}} props */
function Poster({ plan, name }) {
  const { speech } = useWeft();
  const weeks = Array.from({ length: plan.weeks }, (_, week) => week);
  return (
    <table class="poster">
      <caption>{name}</caption>
      <thead>
        <tr>
          <th scope="col">{speech.t('spaces.group')}</th>
          {weeks.map((week) => (
            <th key={week} scope="col">
              {speech.t('spaces.week', { week: week + 1 })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {plan.groups.map((group, index) => (
          <tr key={group.name}>
            <th scope="row">{groupName(speech, group.name)}</th>
            {weeks.map((week) => {
              const visit = plan.visits.find((one) => one.group === index && one.week === week);
              const slot = visit && plan.slots[visit.slot];
              return (
                <td key={week}>
                  {visit && slot ? (
                    <>
                      <b>{plan.spaces[visit.space]?.name}</b>
                      <small>{slotText(speech, slot, week)}</small>
                    </>
                  ) : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** @param {{plan: Plan, space: number, name: string}} props */
function SpaceSign({ plan, space, name }) {
  const { speech } = useWeft();
  const { name: called = '', site = '', stepFree = false } = plan.spaces[space] ?? {};
  const here = plan.visits.filter((visit) => visit.space === space);
  return (
    <DoorSign
      over={name}
      name={called}
      about={[site, stepFree ? speech.t('spaces.stepFree') : '']}
      entries={here.map(({ week, group, slot }) => {
        const { dates = [], begin = '', end = '' } = plan.slots[slot] ?? {};
        const { name: who = '', people = [] } = plan.groups[group] ?? {};
        return {
          ...{ key: `${week} ${group}`, begin, end, date: speech.day(dates[week] ?? '') },
          title: groupName(speech, who),
          people: speech.list(people.map((one) => one.name || one.id)),
        };
      })}
    />
  );
}

/** @param {{outcome: import('../../../app/types.js').Outcome, data: Plan}} props */
export function Paper({ outcome, data: plan }) {
  return (
    <>
      <Poster plan={plan} name={outcome.name} />
      {plan.spaces.map(({ name }, space) => (
        <SpaceSign key={name} plan={plan} space={space} name={outcome.name} />
      ))}
    </>
  );
}

/** @param {(request: Record<string, unknown>) => Promise<any>} ask */
export const loadPaper = (ask) => ask({ op: 'detail', of: 'plan' });
