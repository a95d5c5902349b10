// Two people, or two windows, on the same evaluation: who is second is told what changed, loses nothing of what he typed, and chooses. Also what a form
// does when the page is loaded anew, when somebody goes back after it was sent, and when he has to sign in on the way to it.
import { PASSWORD, Visitor } from './world.mjs';

const FORM = { '#source': '结算清单库（补充提取）', '#steps': '补充提取随访期的结算记录', '#rows': '120', '#sha256': 'b'.repeat(64) };

async function fill(page) {
  for (const [field, value] of Object.entries(FORM)) {
    await page.locator(field).fill(value);
  }
  await page.locator('#extractedOn').fill('2026-03-02');
  await page.keyboard.press('Enter');
}

async function holds(page, fault, where) {
  for (const [field, value] of Object.entries(FORM)) {
    const found = (await page.locator(field).inputValue()).replace(',', '');
    if (found !== value) {
      fault(`${where}: ${field} holds “${found}”`);
    }
  }
}

/** Somebody else acts on the evaluation meanwhile. */
async function actElsewhere(base, id) {
  const other = await new Visitor(base).signIn('researcher');
  const { etag } = await other.send('GET', `/evaluations/${id}`);
  await other.send('POST', `/evaluations/${id}/acts/record-collection?role=IMPLEMENTER`, { on: '2026-07-31', rows: [{ name: '第 6 月随访', planned: 400, actual: 352, reason: '失访' }] }, { 'If-Match': etag });
}

/** @param open opens a page for somebody: (login, path) → page */
export async function overtake(base, open, world, fault) {
  const where = 'two windows';
  const id = world.evaluations.running;
  const path = `/evaluations/${id}/do/log-extraction/IMPLEMENTER`;
  const page = await open('researcher', `/evaluations/${id}`);
  await page.locator('a[data-act="log-extraction"]').click();
  await page.locator('#source').waitFor();
  await fill(page);
  await actElsewhere(base, id);
  await page.locator('button[type=submit]').click();
  const note = page.locator('.note-warn[role=alert]');
  await note.waitFor();
  if (!(await note.textContent())?.includes('登记数据收集')) {
    fault(`${where}: what changed is not told: ${(await note.textContent())?.slice(0, 120)}`);
  }
  await holds(page, fault, `${where}, second to save`);
  if (!(await page.locator('button[type=submit]').isDisabled())) {
    fault(`${where}: one can submit without having chosen`);
  }
  await page.reload();
  await note.waitFor();
  await holds(page, fault, `${where}, loaded anew`);
  await note.locator('button').first().click();
  await note.waitFor({ state: 'detached' });
  await holds(page, fault, `${where}, kept`);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(`${base}/evaluations/${id}`);
  await page.goBack();
  await page.locator('main h1').waitFor();
  if (page.url().includes('/do/')) {
    fault(`${where}: going back leads to the form that has been sent`);
  }
  await page.context().close();
  await returns(base, path, open, fault);
}

/** Whoever follows a link without being signed in is where it leads once he is. */
async function returns(base, path, open, fault) {
  const page = await open(null, path);
  await page.locator('input[autocomplete=username]').fill('researcher');
  await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('#source').waitFor().catch(() => fault(`signing in on the way to a form leads to ${page.url()}`));
  await page.context().close();
}
