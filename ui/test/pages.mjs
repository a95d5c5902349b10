// Looks at every page as those who use it do: both languages, a desk's width and a phone's. Every page must be free of faults that axe finds
// (WCAG 2.2 AA), must ask nobody outside the loopback for anything, must write no errors to the console, must not be wider than the screen,
// must speak one language, and before the first chart the page must be smaller than a megabyte compressed.
//
//   node ui/test/pages.mjs URL [--shots DIR] [--only NAME,…]    the platform at URL must be empty: it is filled first
//   node ui/test/pages.mjs URL --world FILE …                    it has been filled; FILE is what populate.mjs wrote
import { mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findBrowser, launch } from './browser.mjs';
import { walk } from './keyboard.mjs';
import { judge, settled, turn, visit, WIDTHS } from './look.mjs';
import { overtake } from './tabs.mjs';
import { populate, Visitor } from './world.mjs';
import { views } from './views.mjs';

const LARGEST = 1_000_000;
const TOGETHER = 3;
const CHUNK = 10;

const [base, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const shots = option('--shots');
const only = option('--only');
const faults = [];

async function look(page, view, lang, width) {
  const name = `${view.name}.${lang}.${width}`;
  // Colours do not depend on the language, style sheets not on the width: each is looked at where it may differ, and half the work is saved.
  const colours = (lang === 'zh') === (width === 'wide');
  faults.push(...(await judge(page, { lang, colours, sheets: width === 'wide' })).map((fault) => `${name}: ${fault}`));
  if (shots) {
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: !view.modal });
  }
}

/** Some views of one person in one language, one after the other in one browser profile. */
async function visitAll(browser, chosen, world, lang) {
  const login = chosen[0].as;
  let name = '';
  const page = await visit(browser, { base, login, lang }, (fault) => faults.push(`${name}.${lang}: ${fault}`));
  for (const view of chosen) {
    name = view.name;
    try {
      await page.setViewportSize(WIDTHS.wide);
      await turn(page, base, view.path(world));
      await view.prepare?.(page, lang);
      await page.waitForFunction(settled);
      for (const [width, size] of Object.entries(WIDTHS)) {
        await page.setViewportSize(size);
        await page.waitForTimeout(120);
        await look(page, view, lang, width);
      }
    } catch (e) {
      faults.push(`${view.name}.${lang}: ${e.message.split('\n').slice(0, 3).join(' ')}`);
    }
  }
  await page.context().close();
}

/** A page for somebody, or for nobody, in Chinese, at a desk's width. */
async function open(browser, login, path) {
  const context = await browser.newContext({ viewport: WIDTHS.wide, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  if (login) {
    const { jar } = await new Visitor(base).signIn(login);
    await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: base })));
  }
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(base + path, { waitUntil: 'load' });
  await page.locator('main h1').first().waitFor();
  return page;
}

/** What a browser fetches before the first chart, compressed as a server would. */
async function weigh(browser, world) {
  const page = await (await browser.newContext({ viewport: WIDTHS.wide })).newPage();
  const { jar } = await new Visitor(base).signIn('official');
  await page.context().addCookies([...jar].map(([name, value]) => ({ name, value, url: base })));
  let bytes = 0;
  page.on('response', async (r) => {
    if (/\/(assets\/.*|index\.html|icon\.svg)?$/.test(new URL(r.url()).pathname)) {
      bytes += gzipSync(await r.body().catch(() => Buffer.alloc(0))).length;
    }
  });
  for (const path of ['/', '/evaluations', `/evaluations/${world.evaluations.disputed}`, `/evaluations/${world.evaluations.disputed}/do/grade-after-panel/LOCAL_AUTHORITY`, `/evaluations/${world.evaluations.disputed}/protocol`]) {
    await page.goto(base + path, { waitUntil: 'networkidle' });
  }
  await page.context().close();
  if (bytes > LARGEST || bytes < 10_000) {
    faults.push(`before the first chart ${bytes} bytes are fetched, compressed; at most ${LARGEST} are allowed`);
  }
  return bytes;
}

function chunks(all) {
  const groups = all.reduce((found, v) => found.set(v.as ?? '', [...(found.get(v.as ?? '') ?? []), v]), new Map());
  return [...groups.values()].flatMap((group) => Array.from({ length: Math.ceil(group.length / CHUNK) }, (_, i) => group.slice(i * CHUNK, (i + 1) * CHUNK)));
}

const executablePath = findBrowser();
if (!executablePath) {
  console.log('no Chromium was found');
  process.exit(77);
}
const browser = await launch(executablePath);
const chosen = views.filter((v) => !only || only.split(',').some((o) => v.name.startsWith(o)));
let bytes = 0;
try {
  if (shots) {
    mkdirSync(shots, { recursive: true });
  }
  const filled = option('--world');
  const first = chosen.filter((v) => v.beforeSetup);
  if (!filled && first.length > 0) {
    await visitAll(browser, first, {}, 'zh');
    await visitAll(browser, first, {}, 'en');
  }
  const world = filled ? JSON.parse(readFileSync(filled, 'utf8')) : await populate(base);
  const queue = chunks(chosen.filter((v) => !v.beforeSetup)).flatMap((chunk) => [[chunk, 'zh'], [chunk, 'en']]).toSorted(([a], [b]) => b.length - a.length);
  await Promise.all(Array.from({ length: TOGETHER }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await visitAll(browser, next[0], world, next[1]);
    }
  }));
  if (!only) {
    bytes = await weigh(browser, world);
  }
  if (!only || only === 'keyboard') {
    await walk((login, path) => open(browser, login, path), world, (fault) => faults.push(fault));
  }
  if (!only || only === 'tabs') {
    await overtake(base, (login, path) => open(browser, login, path), world, (fault) => faults.push(fault)).catch((e) => faults.push(`two windows: ${e.message.split('\n').slice(0, 3).join(' ')}`));
  }
} finally {
  await browser.close();
}
console.log(faults.length === 0 ? `no faults on ${chosen.length} views in 2 languages at 2 widths; ${bytes} bytes before the first chart` : faults.join('\n'));
process.exit(faults.length === 0 ? 0 : 1);
