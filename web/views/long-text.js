/** Texts of any length: a cell of a file may hold forty thousand letters, and nothing shall be pushed off the screen. */

import { Fragment, h, options } from 'preact';

/** Longer than any sentence of the page. */
const MOST_LETTERS = 400;
/** A choice cannot be scrolled. */
const MOST_IN_CHOICE = 120;

/** @param {unknown} text @returns {text is string} */
function isLong(text) {
  return typeof text === 'string' && text.length > MOST_LETTERS;
}

/**
 * What stands in the place of a text: itself, or a box of a few lines in which all of it can be scrolled.
 * @param {unknown} element
 * @param {import('preact').ComponentChild} text
 */
function fitted(element, text) {
  if (element === 'option')
    return typeof text === 'string' && text.length > MOST_IN_CHOICE
      ? `${text.slice(0, MOST_IN_CHOICE)}…`
      : text;
  return isLong(text) ? h('span', { class: 'long-text', tabIndex: 0 }, text) : text;
}

/** From now on whatever text is put on the screen is fitted. */
export function fitLongTexts() {
  const { vnode: before } = options;
  options.vnode = (vnode) => {
    before?.(vnode);
    const { type } = vnode;
    const props = /** @type {{children: import('preact').ComponentChildren, class?: string}} */ (
      vnode.props
    );
    // What a component makes of its children comes by here, too.
    if (typeof type !== 'string' && type !== Fragment) return;
    if (/long-text|hidden-text/.test(props.class ?? '')) return;
    const { children } = props;
    props.children = Array.isArray(children)
      ? children.map((child) => fitted(type, child))
      : fitted(type, children);
  };
}
