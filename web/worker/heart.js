/**
 * How the page knows that a worker is alive while it works without a pause. A browser tells nobody when a worker was
 * ended. So each worker has a small one of its own that ends with it, and that sends a beat to the page meanwhile.
 */

import { scriptAddress } from './address.js';

const BEAT_MS = 500;

const HEART = `onmessage = ({ data }) => setInterval(() => data.postMessage(0), ${BEAT_MS});`;

/**
 * The page's side.
 * @param {Worker} worker
 * @param {() => void} onBeat
 * @returns {() => void} ends listening
 */
export function listenToHeart(worker, onBeat) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = onBeat;
  worker.postMessage({ heart: port2 }, [port2]);
  return () => port1.close();
}

/** The worker's side. @param {MessagePort} port to the page */
export function beat(port) {
  const heart = new Worker(/** @type {string} */ (scriptAddress(HEART)), { name: 'weft-heart' });
  heart.postMessage(port, [port]);
  return heart;
}
