/** The address of a script that is inside the page. */

/** @typedef {{createScriptURL: (text: string) => unknown}} Rules what the page's own policy allows */
/** @typedef {{createPolicy(name: string, rules: {createScriptURL: (text: string) => string}): Rules}} Factory */

/** @param {string} source */
export function scriptAddress(source) {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const { trustedTypes } = /** @type {{trustedTypes?: Factory}} */ (globalThis);
  const policy = trustedTypes?.createPolicy('weft-worker', { createScriptURL: (text) => text });
  return policy ? policy.createScriptURL(url) : url;
}
