// Each part of an evaluation in every state, as every role sees it.
//
//   node ui/test/states.mjs URL [--out DIR] [--only STATE,…]    the platform at URL must be empty: it is filled first, with one evaluation in each state
//
// Looks at the overview as everybody, at all parts as four of them, in English and at a phone's width as two. Each view must be free of the faults that
// look.mjs finds, of answers that are problems, and of codes that nobody is meant to read. DIR gets a picture and the text of each view.
import { mkdirSync, writeFileSync } from 'node:fs';
import { findBrowser, launch } from './browser.mjs';
import { judge, judgeQuickly, settled, turn, visit, WIDTHS } from './look.mjs';
import { Course, settle, topics } from './world.mjs';

const [base, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const out = option('--out');
const only = option('--only')?.split(',');
const TOGETHER = 3;
const faults = [];
const seen = {};

const text = { text: '见会议记录。' };
const asked = (c) => c.researcher('ask-termination', text);
const second = (c, act) => c.act('official2', 'LOCAL_AUTHORITY', act, text);

/** The topic, the last step that a course has, and what leads from there to the state. */
const WAYS = {
  DRAFT: ['glucose-sensor', 'draft'],
  SUBMITTED: ['acupuncture-stroke', 'submitted'],
  RETURNED: ['glucose-sensor', 'submitted', (c) => c.official('return-application', text)],
  ACCEPTED: ['liver-marker', 'submitted', (c) => c.official('accept-application')],
  IMPLEMENTER_SET: ['liver-marker', 'designed'],
  PROTOCOL_SUBMITTED: ['acupuncture-stroke', 'consulting'],
  CONSULTED: ['robot-prostate', 'consulted'],
  PROTOCOL_REVISED: ['robot-prostate', 'consulted', (c) => c.researcher('submit-revision')],
  PROTOCOL_LOCKED: ['lung-nodule-reading', 'locked'],
  RUNNING: ['tavr', 'running'],
  ANALYSED: ['rotterdam', 'analysed'],
  REPORT_SUBMITTED: ['rotterdam', 'reported'],
  IN_REVIEW: ['rotterdam', 'reviewing'],
  FINDINGS_OPEN: ['rotterdam-model', 'findings'],
  DISPUTED: ['rhc', 'reviewed', (c) => c.official('call-panel', text)],
  GRADED: ['equivalence', 'graded'],
  ARCHIVED: ['rotterdam-model', 'archived'],
  PUBLISHED: ['rotterdam', 'published'],
  MONITORING: ['rotterdam', 'monitored'],
  RE_EVALUATION: ['rotterdam', 'monitored', (c) => c.official('open-re-evaluation', text)],
  CLOSED: ['rotterdam', 'monitored', (c) => c.official('close-monitoring', text)],
  REJECTED: ['glucose-sensor', 'submitted', (c) => c.official('reject-application', text)],
  WITHDRAWN: ['glucose-sensor', 'submitted', (c) => c.initiator('withdraw', text)],
  TERMINATION_ASKED: ['lung-nodule-reading', 'running', asked],
  TERMINATED: ['lung-nodule-reading', 'running', asked, (c) => second(c, 'accept-termination')],
  TERMINATED_UNJUSTIFIED: ['lung-nodule-reading', 'running', asked, (c) => second(c, 'condemn-termination')],
  NOT_REPORTED: ['tavr', 'running', (c) => second(c, 'mark-not-reported')],
};
const PEOPLE = ['national', 'official', 'stranger', 'initiator', 'researcher', 'colleague', 'supplier', 'maker', 'expert1', 'patient', 'sysadmin', 'security', 'auditor'];
const WHOLE = ['official', 'researcher', 'expert1', 'maker'];
const PARTS = ['protocol', 'conduct', 'results', 'review', 'monitoring', 'documents', 'history'];
/** Views whose build differs from that of the others of the same part: axe takes longer than all else together. */
const THOROUGHLY = /\.(official|public)\.zh\.wide$|\.maker\..*phone$/;
/** Codes of the interface, and values that were not there. */
const RAW = /\b[A-Z]{4,}_[A-Z_]+\b|\bundefined\b|\bnull\b|\bNaN\b|\[object/;

async function everyState() {
  const world = await settle(base);
  const all = topics();
  const courses = Object.fromEntries(Object.entries(WAYS).map(([state, [topic]]) => [state, new Course(world, all[topic])]));
  // First all as far as they go alike: negative evidence takes the hospital's standing from it.
  for (const [state, course] of Object.entries(courses)) {
    await course.go(WAYS[state][1]);
  }
  const ids = {};
  for (const [state, course] of Object.entries(courses)) {
    for (const act of WAYS[state].slice(2)) {
      await act(course);
    }
    ids[state] = course.id;
    const { evaluation } = await world.people.initiator.get(`/evaluations/${course.id}`);
    if (evaluation.state !== state) {
      throw new Error(`${state} is ${evaluation.state}`);
    }
  }
  const { states } = await world.people.official.get('/process');
  const missing = states.filter((s) => !WAYS[s.id]).map((s) => s.id);
  if (missing.length > 0) {
    faults.push(`no way leads to ${missing.join(', ')}`);
  }
  return ids;
}

function tours(ids) {
  const states = Object.keys(ids).filter((state) => !only || only.includes(state));
  const views = (parts, wide) => states.flatMap((state) => parts.map((part) => ({ name: `${state}.${part || 'overview'}`, path: `/evaluations/${ids[state]}${part ? `/${part}` : ''}`, widths: wide })));
  const wide = ['wide'];
  return [
    ...PEOPLE.map((login) => ({ login, lang: 'zh', views: views([''], ['official', 'maker'].includes(login) ? ['wide', 'phone'] : wide) })),
    ...WHOLE.map((login) => ({ login, lang: 'zh', views: views(login === 'maker' ? ['history'] : PARTS, wide) })),
    ...['official', 'maker'].map((login) => ({ login, lang: 'en', views: views([''], wide) })),
    ...['zh', 'en'].map((lang) => ({ login: null, lang, views: states.map((state) => ({ name: `${state}.public`, path: `/repository/${ids[state]}`, widths: wide })) })),
  ];
}

async function tour(browser, { login, lang, views }) {
  let name = '';
  const page = await visit(browser, { base, login, lang }, (fault) => faults.push(`${name}: ${fault}`));
  page.on('response', (r) => r.status() >= 500 && faults.push(`${name}: ${r.status()} ${r.url()}`));
  for (const view of views) {
    try {
      await page.setViewportSize(WIDTHS.wide);
      name = `${view.name}.${login ?? 'public'}.${lang}`;
      await turn(page, base, view.path);
      for (const width of view.widths) {
        await page.setViewportSize(WIDTHS[width]);
        await page.waitForTimeout(60);
        await page.waitForFunction(settled);
        await look(page, `${name}.${width}`, lang);
      }
    } catch (e) {
      faults.push(`${name}: ${e.message.split('\n').slice(0, 3).join(' ')}`);
    }
  }
  await page.context().close();
}

async function look(page, name, lang) {
  const found = THOROUGHLY.test(name) ? await judge(page, { lang, colours: false, sheets: false }) : await judgeQuickly(page, lang);
  faults.push(...found.map((fault) => `${name}: ${fault}`));
  const main = await page.evaluate(() => ({
    text: document.querySelector('main').innerText,
    acts: [...document.querySelectorAll('a[data-act]')].map((a) => a.textContent),
    bare: [...document.querySelectorAll('main .panel')].filter((p) => p.innerText.trim() === '').length,
  }));
  if (RAW.test(main.text)) {
    faults.push(`${name}: says ${RAW.exec(main.text)[0]}`);
  }
  if (main.bare > 0) {
    faults.push(`${name}: a part without a word`);
  }
  seen[name] = main;
  if (out) {
    await page.screenshot({ path: `${out}/${name}.jpg`, type: 'jpeg', quality: 50, fullPage: true });
  }
}

const executablePath = findBrowser();
if (!executablePath) {
  console.log('no Chromium was found');
  process.exit(77);
}
if (out) {
  mkdirSync(out, { recursive: true });
}
const browser = await launch(executablePath);
try {
  const queue = tours(await everyState()).toSorted((a, b) => b.views.length - a.views.length);
  await Promise.all(Array.from({ length: TOGETHER }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await tour(browser, next);
    }
  }));
} finally {
  await browser.close();
}
if (out) {
  writeFileSync(`${out}/seen.json`, JSON.stringify(seen, null, 1));
}
console.log(faults.length === 0 ? `no faults in ${Object.keys(seen).length} views` : faults.join('\n'));
process.exit(faults.length === 0 ? 0 : 1);
