/** Visits the course in a frame as a reader would, in any browser, and posts what was seen and what went wrong. */
const frame = document.querySelector('iframe');
const [seen, faults] = [[], []];

/** The window of the page in the frame. @type {any} */
let page;

async function until(what, holds) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const answer = await holds();
    if (answer) {
      seen.push(what);
      return answer;
    }
  }
  throw new Error(`did not come: ${what}`);
}

async function open(path) {
  frame.src = path;
  page = await until('a page', () => frame.contentWindow.location.pathname === path && frame.contentWindow);
  page.addEventListener('error', ({ message }) => faults.push(message));
  page.addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
  page.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    faults.push(`${effectiveDirective} refuses ${blockedURI}`);
  });
}

const one = (selector) => page.document.querySelector(selector);

/** The first figure of the page, once Python draws it. */
async function live() {
  one('course-widget').scrollIntoView();
  await until('a live figure', () => one('course-widget').dataset.state === 'live');
  return one('course-widget');
}

async function visit() {
  await open('/2-clipping/');
  await until('its own scripts', () => page.customElements.get('course-widget'));
  if (page.document$ || one('course-widget').dataset.state !== 'still') faults.push('something started for nobody');
  page.dispatchEvent(new page.Event('wheel'));
  await until('the theme', () => page.document$);
  const figure = await live();
  const before = figure.scene.reading;
  await figure.set({ tau: 0.5 });
  if (figure.scene.reading === before) faults.push(`a figure still says: ${before}`);
  one('code-cell [data-part=run]').click();
  await until('a listing that ran', () => one('code-cell').dataset.state === 'done');
  page.kept = true;
  one('.md-footer__link--next').click();
  await until('the next page without a reload', () => page.location.pathname === '/3-strategies/' && page.kept);
  await until('its figure', () => one('course-widget')?.getAttribute('name') === 'norm_or_value');
  await live();
  one('[data-md-component=palette] label:not([hidden])').click();
  await until('the other colours', () => one('body').dataset.mdColorScheme === 'slate');
}

await visit().catch((error) => faults.push(error.message));
await fetch('/said', { method: 'POST', body: JSON.stringify({ seen, faults }) });
