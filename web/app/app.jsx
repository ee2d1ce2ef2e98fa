/** The page as a whole: listens to the address and to the state, and shows the room. */

import { useEffect, useMemo, useState } from 'preact/hooks';
import { createSpeech } from '../locales/index.js';
import { ColumnsRoom } from '../views/columns.jsx';
import { Foot, Masthead, Thread } from '../views/frame.jsx';
import { HandOverRoom } from '../views/hand-over.jsx';
import { KnowledgeRoom } from '../views/knowledge.jsx';
import { LearnedRoom } from '../views/learned.jsx';
import { MatchRoom } from '../views/match.jsx';
import { PeopleRoom } from '../views/people.jsx';
import { PrivacyRoom } from '../views/privacy.jsx';
import { ProgramRoom } from '../views/program.jsx';
import { Trouble } from '../views/trouble.jsx';
import { WeftContext } from './context.js';
import { address, isOpen, readAddress } from './routes.js';
import { unsaved } from './unsaved.js';

/** @typedef {import('./routes.js').Room} Room */

/** @type {Record<Room, import('preact').FunctionComponent<{}>>} */
const ROOMS = {
  people: PeopleRoom,
  columns: ColumnsRoom,
  program: ProgramRoom,
  match: MatchRoom,
  'hand-over': HandOverRoom,
  knowledge: KnowledgeRoom,
  learned: LearnedRoom,
  privacy: PrivacyRoom,
};

/** Where to go when a room cannot be entered, for example after a reload. */
const BEFORE = /** @type {const} */ ({
  columns: 'people',
  knowledge: 'people',
  program: 'people',
  match: 'program',
  'hand-over': 'match',
});

/**
 * The nearest room that is open.
 * @param {import('./types.js').State} state
 * @param {Room} room
 * @returns {Room}
 */
export function openRoom(state, room) {
  if (isOpen(state, room)) return room;
  return openRoom(state, BEFORE[/** @type {keyof typeof BEFORE} */ (room)]);
}

/**
 * @param {{store: import('./store.js').Store, actions: import('./actions.js').Actions}} props
 */
export function App({ store, actions }) {
  const [state, setState] = useState(store.get());
  const [place, setPlace] = useState(readAddress(location.hash));
  useEffect(() => store.subscribe(() => setState(store.get())), [store]);
  useEffect(() => {
    const move = () => setPlace(readAddress(location.hash));
    window.addEventListener('hashchange', move);
    return () => window.removeEventListener('hashchange', move);
  }, []);

  const { language } = place;
  const room = openRoom(state, place.room);
  const resultRoom = room === 'match' || room === 'hand-over';
  const format = (resultRoom && state.result?.outcome.format) || state.program?.format;
  const speech = useMemo(() => createSpeech(language, format), [language, format]);

  useEffect(() => {
    if (room !== place.room) location.replace(address(language, room));
  }, [room, place.room, language]);
  useEffect(() => actions.enterRoom(), [actions, room]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = speech.t('frame.title', { room: speech.t(`room.${room}`) });
  }, [language, room, speech]);
  const isUnsaved = unsaved(state).length > 0;
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);

  useEffect(() => {
    // A file that misses its field must not lead the browser away from the page.
    const keep = (/** @type {DragEvent} */ event) => event.preventDefault();
    window.addEventListener('dragover', keep);
    window.addEventListener('drop', keep);
    return () => {
      window.removeEventListener('dragover', keep);
      window.removeEventListener('drop', keep);
    };
  }, []);

  const weft = useMemo(
    () => ({
      state,
      actions,
      speech,
      room,
      href: (/** @type {Room} */ to) => address(language, to),
    }),
    [state, actions, speech, room, language],
  );
  const View = ROOMS[room];
  return (
    <WeftContext.Provider value={weft}>
      <Masthead />
      <Thread />
      <main key={room}>
        {state.engineFailed ? (
          <p class="notice error" role="alert">
            {speech.t('frame.engineFailed')}
          </p>
        ) : null}
        <Trouble />
        <View />
      </main>
      <Foot />
    </WeftContext.Provider>
  );
}
