// How a page is opened for somebody, and what a machine can say of it: faults that axe finds (WCAG 2.2 AA), calls to strangers, errors on the console,
// a page wider than its screen, a language that is not the page's.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Visitor } from './world.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const WIDTHS = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Chinese that the English page says itself; what people wrote is marked as Chinese. */
function chineseOfThePage() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (/[\u4e00-\u9fff]/.test(node.textContent ?? '') && !node.parentElement?.closest('[lang="zh-CN"], script, style, textarea')) {
      found.push(node.textContent.trim().slice(0, 40));
    }
  }
  return [...new Set(found)].slice(0, 6);
}

/** Faults of the page that stands open, those that axe finds included. */
export async function judge(page, { lang, colours, sheets }) {
  const faults = await judgeQuickly(page, lang);
  const options = { runOnly: { type: 'tag', values: RULES }, resultTypes: ['violations'], preload: sheets, rules: { 'color-contrast': { enabled: colours }, 'css-orientation-lock': { enabled: sheets } } };
  const { violations } = await page.evaluate((o) => globalThis.axe.run(document, o), options);
  for (const v of violations) {
    faults.push(`${v.id} (${v.help}) ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 160)).join(' | ')}`);
  }
  return faults;
}

/** A page wider than its screen, and a language that is not the page's. */
export async function judgeQuickly(page, lang) {
  const faults = [];
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) {
    faults.push(`the page is ${wider} px wider than the screen`);
  }
  const chinese = lang === 'en' ? await page.evaluate(chineseOfThePage) : [];
  if (chinese.length > 0) {
    faults.push(`Chinese on the English page: ${chinese.join(' / ')}`);
  }
  return faults;
}

/** In the page: how many calls are on their way. */
function countCalls() {
  const ask = globalThis.fetch;
  globalThis.callsGoing = 0;
  globalThis.fetch = async (...given) => {
    globalThis.callsGoing++;
    try {
      return await ask(...given);
    } finally {
      setTimeout(() => { globalThis.callsGoing--; }, 30);
    }
  };
}

export const settled = () => globalThis.callsGoing === 0 && !document.querySelector('.ant-spin-spinning, [aria-busy="true"]') && document.querySelector('main h1') !== null;

/** To a page as a link of the platform leads there; the first one is loaded. On the way lies a page that there is not, so that nothing of the last one stays. */
export async function turn(page, base, path) {
  if (!page.url().startsWith(base)) {
    await page.goto(base + path, { waitUntil: 'load' });
  } else {
    const to = (where) => page.evaluate((w) => { history.pushState({}, '', w); dispatchEvent(new PopStateEvent('popstate')); }, where);
    await to('/no-such-page');
    await page.locator('main .nothing h1').waitFor();
    await to(path);
    await page.locator('main .nothing a[href="/"]').waitFor({ state: 'detached' }).catch(() => {});
  }
  await page.waitForFunction(settled);
}

/** A page in a browser profile of its own, signed in as somebody or nobody. */
export async function visit(browser, { base, login, lang }, fault) {
  const context = await browser.newContext({ viewport: WIDTHS.wide, locale: lang === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  await context.addInitScript(`localStorage.setItem('steelyard.lang', '${lang}');`);
  await context.addInitScript(countCalls);
  await context.addInitScript({ content: AXE });
  if (login) {
    const { jar } = await new Visitor(base).signIn(login);
    await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: base })));
  }
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('request', (r) => !r.url().startsWith(base) && !/^(data|blob):/.test(r.url()) && fault(`asks ${r.url()}`));
  page.on('console', (m) => m.type() === 'error' && !/status of 40[134]/.test(m.text()) && fault(`console: ${m.text().slice(0, 200)}`));
  page.on('pageerror', (e) => fault(e.message));
  return page;
}
