/** Inside a findings sheet: keeps its hidden data as the fields are, and saves the page as it stands. */

const FIELDS = ['learned', 'who', 'followUp', 'topics'];
const LISTS = ['who', 'topics'];
const MOST_ROWS = 400;

const store = /** @type {HTMLElement} */ (document.getElementById('weft-sheet'));
const data = JSON.parse(store.textContent ?? '{}');

/** As in the page that reads it back: no character means anything to HTML. */
function keep() {
  store.textContent = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Nothing that was written is out of sight, on paper either. @param {HTMLTextAreaElement} area */
function grow(area) {
  while (area.scrollHeight > area.clientHeight && area.rows < MOST_ROWS) area.rows += 1;
}

for (const name of FIELDS) {
  const area = /** @type {HTMLTextAreaElement} */ (document.getElementById(name));
  area.value = LISTS.includes(name) ? data[name].join('; ') : data[name];
  grow(area);
  area.addEventListener('input', () => {
    grow(area);
    const text = area.value;
    data[name] = LISTS.includes(name)
      ? text
          .split(/[;,\n]/)
          .map((entry) => entry.trim())
          .filter(Boolean)
      : text;
    keep();
  });
}

const internal = /** @type {HTMLInputElement} */ (document.getElementById('internal'));
internal.checked = data.internal;
internal.addEventListener('change', () => {
  data.internal = internal.checked;
  keep();
});

document.getElementById('save')?.addEventListener('click', () => {
  const saved = /** @type {HTMLElement} */ (document.getElementById('saved'));
  saved.textContent = '';
  const page = `<!doctype html>\n${document.documentElement.outerHTML}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
  link.download = store.dataset.name ?? 'findings.html';
  link.click();
  saved.textContent = saved.dataset.saved ?? '';
});
