// How long somebody who is signed in waits for his to-do list: from the start of the navigation until the list stands, with nothing in the browser's cache.
//
//   node ui/test/first.mjs URL LOGIN PASSWORD [TIMES]
import { findBrowser, launch } from './browser.mjs';
import { Visitor } from './world.mjs';

const [base, login, secret, times = '5'] = process.argv.slice(2);
const { jar } = await new Visitor(base).enter(login, secret);
const browser = await launch(findBrowser());
const waits = [];
for (let i = 0; i < Number(times); i++) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
  await context.addCookies([...jar].map(([name, value]) => ({ name, value, url: base })));
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_, watch) => {
      if (document.querySelector('main .sheet tbody tr, main p.empty[aria-busy="false"]')) {
        watch.disconnect();
        requestAnimationFrame(() => { globalThis.listStood = performance.now(); });
      }
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto(base + '/');
  waits.push(await page.waitForFunction(() => globalThis.listStood).then((h) => h.jsonValue()));
  await context.close();
}
await browser.close();
waits.sort((a, b) => a - b);
console.log(`to-do list after ${waits.map((w) => Math.round(w)).join(', ')} ms; median ${Math.round(waits[Math.floor(waits.length / 2)])} ms`);
