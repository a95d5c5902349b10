// Looks at every page as those who use it do: both languages, a desk's width and a phone's. Every page must be free of faults that axe finds
// (WCAG 2.2 AA), must not ask anybody outside the loopback for anything, must not write errors to the console, and must not be wider than the screen.
//
//   node ui/test/pages.mjs URL [--shots DIR] [--only NAME]      the platform at URL must be empty: it is filled first
//   node ui/test/pages.mjs URL --world FILE …                    it has been filled; FILE is what populate.mjs wrote
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { PASSWORD, populate } from './world.mjs';
import { views } from './views.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDTHS = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

const [base, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const shots = option('--shots');
const only = option('--only');

export function findBrowser() {
  return [process.env.STEELYARD_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].find((path) => path && existsSync(path));
}

const faults = [];

async function look(page, view, lang, width) {
  const name = `${view.name}.${lang}.${width}`;
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), RULES);
  for (const v of violations) {
    faults.push(`${name}: ${v.id} (${v.help}) ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 160)).join(' | ')}`);
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) {
    faults.push(`${name}: the page is ${wider} px wider than the screen`);
  }
  if (lang === 'en') {
    const chinese = await page.evaluate(() => {
      // What people wrote stays in their language; what the page says itself has to be English.
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (/[\u4e00-\u9fff]/.test(node.textContent ?? '') && !node.parentElement?.closest('[lang="zh-CN"], [data-written], script, style, textarea')) {
          found.push(node.textContent.trim().slice(0, 40));
        }
      }
      return found;
    });
    if (chinese.length > 0) {
      faults.push(`${name}: Chinese on the English page: ${[...new Set(chinese)].slice(0, 6).join(' / ')}`);
    }
  }
  if (shots) {
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: !view.modal });
  }
}

async function visit(browser, view, world, lang) {
  const context = await browser.newContext({ viewport: WIDTHS.wide, locale: lang === 'zh' ? 'zh-CN' : 'en-GB', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  await context.addInitScript(`${AXE}; localStorage.setItem('steelyard.lang', '${lang}');`);
  if (view.as) {
    const jar = await (world.sessions[view.as] ??= session(world, view.as));
    await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: base })));
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('request', (r) => {
    if (!r.url().startsWith(base) && !/^(data|blob):/.test(r.url())) {
      faults.push(`${view.name}: asks ${r.url()}`);
    }
  });
  page.on('console', (m) => m.type() === 'error' && !/status of 40[134]/.test(m.text()) && faults.push(`${view.name}.${lang}: console: ${m.text().slice(0, 200)}`));
  page.on('pageerror', (e) => faults.push(`${view.name}.${lang}: ${e.message}`));
  try {
    await page.goto(base + view.path(world), { waitUntil: 'networkidle' });
    await view.prepare?.(page, lang);
    await page.waitForLoadState('networkidle');
    for (const [width, size] of Object.entries(WIDTHS)) {
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      await look(page, view, lang, width);
    }
  } catch (e) {
    faults.push(`${view.name}.${lang}: ${e.message.split('\n').slice(0, 3).join(' ')}`);
    if (shots) {
      await page.screenshot({ path: `${shots}/${view.name}.${lang}.failed.png` });
    }
  } finally {
    await context.close();
  }
}

async function session(world, login) {
  const { Visitor } = await import('./world.mjs');
  return (await new Visitor(base).signIn(login)).jar;
}

const executablePath = findBrowser();
if (!executablePath) {
  console.log('no Chromium was found');
  process.exit(77);
}
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--font-render-hinting=none'],
});
try {
  if (shots) {
    mkdirSync(shots, { recursive: true });
  }
  const empty = { evaluations: {}, sessions: {} };
  const filled = option('--world');
  const chosen = views.filter((v) => !only || only.split(',').some((o) => v.name.startsWith(o)));
  if (!filled) {
    for (const view of chosen.filter((v) => v.beforeSetup)) {
      await visit(browser, view, empty, 'zh');
      await visit(browser, view, empty, 'en');
    }
  }
  const world = { ...(filled ? JSON.parse(readFileSync(filled, 'utf8')) : await populate(base)), sessions: {} };
  const queue = chosen.filter((v) => !v.beforeSetup).flatMap((view) => [[view, 'zh'], [view, 'en']]);
  await Promise.all([0, 1, 2].map(async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await visit(browser, next[0], world, next[1]);
    }
  }));
} finally {
  await browser.close();
}
void PASSWORD;
console.log(faults.length === 0 ? `no faults on ${views.length} views in 2 languages at 2 widths` : faults.join('\n'));
process.exit(faults.length === 0 ? 0 : 1);
