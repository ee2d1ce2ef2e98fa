/** Who knows what: a search while typing, skills by department, what is missing, and what can be made of it. */

import { useState } from 'preact/hooks';
import { columnWithRole } from '../app/columns.js';
import { useWeft } from '../app/context.js';
import { useWindow } from './group-table.jsx';
import { Card, Folded, Notices, Pick, RoomTitle, Sentence } from './parts.jsx';

/**
 * @typedef {{id: string, name: string, row: number, email: string, department: string, site: string,
 *   title: string}} Known
 * @typedef {{skill: string, offered: number, wanted: number, unmet: number, person?: Known, row?: number}} Skill
 *   `row`: of the roster, where who has it takes part in nothing and is not named
 * @typedef {Known & {level: number, ownDepartment: boolean, sameSite: boolean, steps: number | null,
 *   met: string | null}} Expert
 * @typedef {{total: number, skills: Skill[]}} SkillList
 * @typedef {{people: number, offering: number, wanting: number, skills: number, notTakingPart: number,
 *   found: number,
 *   departments: Array<{name: string, people: number}>,
 *   rows: Array<Skill & {offers: number[], wants: number[]}>,
 *   alone: SkillList, demand: SkillList, above: SkillList, supply: SkillList}} KnowledgeMap
 * @typedef {{skills: {total: number, found: Skill[]},
 *   people: {total: number, found: Array<Known & {offers: string[], wants: string[]}>},
 *   titles: {total: number, found: Array<{title: string, people: number}>}}} Found
 * @typedef {{skill?: string, title?: string, total: number, notTakingPart: number, experts: Expert[]}} Experts
 * @typedef {{skill: string} | {title: string}} About
 */

const FOUND = 8;
const EXPERTS = 12;
const MAP_ROWS = 25;
const LISTED = 10;
const LISTS = ['alone', 'demand', 'above', 'supply'];

/** @param {{name: string, id: string}} person */
const called = ({ name, id }) => name || id;

/** @param {{expert: Expert}} props */
function Nearness({ expert }) {
  const { speech } = useWeft();
  const reasons = [
    expert.ownDepartment && speech.t('know.ownDepartment'),
    expert.sameSite && speech.t('know.sameSite'),
    expert.steps !== null && speech.t('know.steps', { count: expert.steps }),
    expert.met && speech.t('know.met', { date: speech.day(expert.met) }),
  ];
  return <>{reasons.filter(Boolean).join(' · ')}</>;
}

/** @param {{about: About, from: Known | null}} props */
function ExpertTable({ about, from }) {
  const { state, speech } = useWeft();
  const [count, setCount] = useState(EXPERTS);
  const { date } = state;
  const answer = /** @type {Experts | null} */ (
    useWindow({ op: 'knowledge', part: 'experts', ...about, person: from?.id ?? '', count, date })
  );
  if (!answer) return null;
  const { experts, total, notTakingPart } = answer;
  return (
    <section class="experts" aria-labelledby="experts-title">
      <h2 id="experts-title">
        {answer.title
          ? speech.t('know.holders', { title: answer.title })
          : speech.t('know.experts', { skill: answer.skill })}
      </h2>
      {total === 0 ? (
        <p>{speech.t('know.expertsNone')}</p>
      ) : (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{speech.t('know.person')}</th>
              <th scope="col">{speech.t('know.level')}</th>
              {from ? <th scope="col">{speech.t('know.near')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {experts.map((expert) => (
              <tr key={expert.id}>
                <th scope="row">
                  <span class="person">
                    <b>{called(expert)}</b>
                    <small>
                      {[expert.title, expert.department, expert.site].filter(Boolean).join(' · ')}
                    </small>
                  </span>
                </th>
                <td>{expert.level > 0 ? speech.core(`knowledge.level.${expert.level}`) : '–'}</td>
                {from ? (
                  <td>
                    <Nearness expert={expert} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {total > experts.length ? (
        <button type="button" class="quiet small" onClick={() => setCount(count * 4)}>
          {speech.t('know.more', { left: total - experts.length })}
        </button>
      ) : null}
      {notTakingPart > 0 ? (
        <p>
          <small>{speech.t('know.notTakingPart', { count: notTakingPart })}</small>
        </p>
      ) : null}
    </section>
  );
}

/** @param {{title: string, children: import('preact').ComponentChildren}} props */
function Hits({ title, children }) {
  return (
    <section class="hits">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

/** @param {{found: Found, about: About | null, onAbout: (about: About) => void, onFrom: (from: Known) => void}} props */
function Results({ found, about, onAbout, onFrom }) {
  const { speech } = useWeft();
  const { skills, people, titles } = found;
  if (skills.total + people.total + titles.total === 0) {
    return <p role="status">{speech.t('know.nothing')}</p>;
  }
  const is = (/** @type {About} */ other) => JSON.stringify(about) === JSON.stringify(other);
  const hit = (
    /** @type {About} */ own,
    /** @type {string} */ name,
    /** @type {string} */ note,
  ) => (
    <li key={name}>
      <button type="button" class="hit" aria-pressed={is(own)} onClick={() => onAbout(own)}>
        <b>{name}</b> <small>{note}</small>
      </button>
    </li>
  );
  return (
    <>
      {skills.total > 0 ? (
        <Hits title={speech.t('know.skills')}>
          {skills.found.map((skill) =>
            hit({ skill: skill.skill }, skill.skill, speech.t('know.of', skill)),
          )}
        </Hits>
      ) : null}
      {people.total > 0 ? (
        <Hits title={speech.t('know.people')}>
          {people.found.map((person) => (
            <li key={person.id}>
              <button type="button" class="hit" onClick={() => onFrom(person)}>
                <b>{called(person)}</b>{' '}
                <small>
                  {[
                    person.department,
                    person.offers.length > 0 &&
                      speech.t('know.offers', { skills: speech.list(person.offers) }),
                    person.wants.length > 0 &&
                      speech.t('know.wants', { skills: speech.list(person.wants) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
                <small class="go">{speech.t('know.from', { name: called(person) })}</small>
              </button>
            </li>
          ))}
        </Hits>
      ) : null}
      {titles.total > 0 ? (
        <Hits title={speech.t('know.titles')}>
          {titles.found.map(({ title, people: count }) =>
            hit({ title }, title, speech.t('know.titleOf', { people: count })),
          )}
        </Hits>
      ) : null}
    </>
  );
}

function Search() {
  const { state, speech } = useWeft();
  const [find, setFind] = useState('');
  const [from, setFrom] = useState(/** @type {Known | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {About | null} */ (null));
  const { date } = state;
  const found = /** @type {Found | null} */ (
    useWindow({ op: 'knowledge', part: 'search', find, count: FOUND, date })
  );
  const first = found?.skills.found[0];
  const title = found?.titles.found[0];
  const about = chosen ?? (first ? { skill: first.skill } : title ? { title: title.title } : null);
  return (
    <div class="two know-search">
      <div>
        <label for="know-search">
          {speech.t('know.search')}
          <input
            id="know-search"
            type="search"
            autocomplete="off"
            value={find}
            onInput={(event) => {
              setFind(event.currentTarget.value);
              setChosen(null);
            }}
          />
        </label>
        <p class="fine">
          {from ? (
            <>
              <b>{speech.t('know.fromLabel', { name: called(from) })}</b>{' '}
              <button type="button" class="quiet small" onClick={() => setFrom(null)}>
                {speech.t('know.fromForget')}
              </button>
            </>
          ) : (
            speech.t('know.fromNobody')
          )}
        </p>
        {found ? (
          <Results
            found={found}
            about={about}
            onAbout={setChosen}
            onFrom={(person) => {
              setFrom(person);
              setFind('');
              document.getElementById('know-search')?.focus();
            }}
          />
        ) : null}
      </div>
      <div>
        {about ? (
          <ExpertTable key={`${JSON.stringify(about)} ${from?.id}`} about={about} from={from} />
        ) : null}
        {from ? <p class="fine">{speech.t('know.searchHint')}</p> : null}
      </div>
    </div>
  );
}

/**
 * @param {{map: KnowledgeMap, sort: string, onSort: (sort: string) => void, onMore: () => void}} props
 */
function SkillMap({ map, sort, onSort, onMore }) {
  const { speech } = useWeft();
  const [what, setWhat] = useState(/** @type {'offers' | 'wants'} */ ('offers'));
  const { departments, rows } = map;
  const most = Math.max(1, ...rows.flatMap((row) => row[what]));
  const strength = (/** @type {number} */ count) =>
    count === 0 ? 'v0' : `v${Math.min(5, Math.ceil((count / most) * 5))}`;
  const caption = speech.t('know.mapCaption', { what: speech.t(`know.what.${what}`) });
  return (
    <section class="know-map" aria-labelledby="know-map-title">
      <h2 id="know-map-title">{speech.t('know.map')}</h2>
      <p>
        <Sentence
          template={speech.template('know.sentence')}
          parts={{
            what: (
              <Pick
                label={speech.t('know.whatLabel')}
                value={what}
                options={['offers', 'wants'].map((value) => ({
                  value,
                  label: speech.t(`know.what.${value}`),
                }))}
                onPick={(value) => setWhat(/** @type {'offers' | 'wants'} */ (value))}
              />
            ),
            sort: (
              <Pick
                label={speech.t('know.sortLabel')}
                value={sort}
                options={['wanted', 'offered', 'unmet', 'name'].map((value) => ({
                  value,
                  label: speech.t(`know.sort.${value}`),
                }))}
                onPick={onSort}
              />
            ),
          }}
        />
      </p>
      {departments.length === 0 ? <p class="fine">{speech.t('know.noDepartments')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="scroller" tabIndex={0} aria-label={caption}>
        <table class="plain-table heat">
          <caption class="hidden-text">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{speech.t('know.skill')}</th>
              <th scope="col" class="number">
                {speech.t('know.offered')}
              </th>
              <th scope="col" class="number">
                {speech.t('know.wanted')}
              </th>
              <th scope="col" class="number">
                {speech.t('know.unmet')}
              </th>
              {departments.map(({ name, people }) => (
                <th key={name} scope="col" class="slanted">
                  <span title={`${name}: ${speech.number(people)}`}>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.skill}>
                <th scope="row">{row.skill}</th>
                <td class="number">{speech.number(row.offered)}</td>
                <td class="number">{speech.number(row.wanted)}</td>
                <td class="number">{speech.number(row.unmet)}</td>
                {row[what].map((count, index) => (
                  <td key={departments[index]?.name} class={`cell ${strength(count)}`}>
                    {count > 0 ? speech.number(count) : ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {map.found > rows.length ? (
        <button type="button" class="quiet small" onClick={onMore}>
          {speech.t('know.more', { left: map.found - rows.length })}
        </button>
      ) : null}
    </section>
  );
}

/** @param {{map: KnowledgeMap, onMore: () => void}} props */
function Lists({ map, onMore }) {
  const { speech } = useWeft();
  return (
    <div class="know-lists">
      {LISTS.map((key) => {
        const { total, skills } = map[/** @type {'alone'} */ (key)];
        return (
          <Card key={key} title={`${speech.t(`know.${key}`)} · ${speech.number(total)}`}>
            <p class="fine">{speech.t(total > 0 ? `know.${key}.about` : 'know.none')}</p>
            <ul>
              {skills.map((skill) => (
                <li key={skill.skill}>
                  <b>{skill.skill}</b>{' '}
                  <small>
                    {speech.t(`know.${key}${skill.row ? 'Unnamed' : 'One'}`, {
                      ...skill,
                      name: skill.person ? called(skill.person) : '',
                      department: skill.person?.department ?? '',
                    })}
                  </small>
                </li>
              ))}
            </ul>
            {total > skills.length ? (
              <button type="button" class="quiet small" onClick={onMore}>
                {speech.t('know.more', { left: total - skills.length })}
              </button>
            ) : null}
          </Card>
        );
      })}
    </div>
  );
}

function Ready() {
  const { state, actions, speech } = useWeft();
  const ready =
    /** @type {{tandem: {program?: object, skills: number, learners: number}, barcamp: {votes: number, sessions: Array<{session: string, host: Known, wanted: number}>}} | null} */ (
      useWindow({ op: 'knowledge', part: 'programs', date: state.date })
    );
  if (!ready) return null;
  const { tandem, barcamp } = ready;
  return (
    <Card title={speech.t('know.do')} kind="lift know-do">
      {tandem.learners > 0 ? (
        <>
          <p>{speech.t('know.makeTandems.about', tandem)}</p>
          <button type="button" data-make="tandem" onClick={() => actions.makeTandems()}>
            {speech.t('know.makeTandems')}
          </button>
        </>
      ) : null}
      {barcamp.sessions.length > 0 ? (
        <>
          <p>
            {speech.t('know.propose.about', {
              sessions: barcamp.sessions.length,
              votes: barcamp.votes,
            })}
          </p>
          <button type="button" data-make="barcamp" onClick={() => actions.proposeSessions()}>
            {speech.t('know.propose')}
          </button>
          <Folded summary={speech.t('know.propose.show')}>
            {() => (
              <ul>
                {barcamp.sessions.map(({ session, host, wanted }) => (
                  <li key={session}>
                    {speech.t('know.propose.listed', { session, name: called(host), wanted })}
                  </li>
                ))}
              </ul>
            )}
          </Folded>
        </>
      ) : (
        <p class="fine">{speech.t('know.propose.none')}</p>
      )}
      <p class="actions">
        <button
          type="button"
          class="plain small"
          data-file="knowledge"
          onClick={() => actions.saveKnowledge('knowledge')}
        >
          {speech.t('know.saveMap')}
        </button>
        <button
          type="button"
          class="plain small"
          data-file="experts"
          onClick={() => actions.saveKnowledge('experts')}
        >
          {speech.t('know.saveExperts')}
        </button>
      </p>
    </Card>
  );
}

function Whole() {
  const { state, speech } = useWeft();
  const [sort, setSort] = useState('wanted');
  const [count, setCount] = useState(MAP_ROWS);
  const [lists, setLists] = useState(LISTED);
  const map = /** @type {KnowledgeMap | null} */ (
    useWindow({ op: 'knowledge', part: 'map', sort, count, lists, date: state.date })
  );
  return (
    <>
      <RoomTitle>{speech.t('know.title')}</RoomTitle>
      {map ? (
        <p class="lead">
          {speech.t('know.lead', { ...map, departments: map.departments.length })}{' '}
          {map.notTakingPart > 0 ? speech.t('know.unnamed', { count: map.notTakingPart }) : ''}
        </p>
      ) : null}
      <Notices notices={state.notices} />
      <Search />
      <Ready />
      {map ? (
        <>
          <Lists map={map} onMore={() => setLists(lists * 10)} />
          <SkillMap map={map} sort={sort} onSort={setSort} onMore={() => setCount(count * 4)} />
        </>
      ) : null}
    </>
  );
}

export function KnowledgeRoom() {
  const { state, speech, href } = useWeft();
  const { roster } = state;
  if (!roster) return null;
  const hasSkills = ['skillsOffered', 'skillsWanted'].some((role) =>
    columnWithRole(roster.profile, role),
  );
  if (hasSkills) return <Whole />;
  return (
    <div class="narrow">
      <RoomTitle>{speech.t('know.title')}</RoomTitle>
      <p class="notice note">{speech.t('know.noColumns')}</p>
      <p>
        <a class="button" href={href('columns')}>
          {speech.t('know.toColumns')}
        </a>
      </p>
    </div>
  );
}
