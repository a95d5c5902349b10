// The main forms without a mouse: where the focus goes, that it is seen, that dialogs keep it and give it back, and that what is typed arrives.

const active = (page) => page.evaluate(() => {
  const e = document.activeElement;
  const s = e ? getComputedStyle(e) : null;
  const box = e?.getBoundingClientRect();
  const frame = e?.closest('.ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-input-number, .ant-checkbox-wrapper, .ant-upload, label.file');
  const around = frame ? getComputedStyle(frame) : null;
  const shown = (x) => x && ((x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) > 0) || x.boxShadow !== 'none' || (x.borderColor !== 'rgb(217, 217, 217)' && parseFloat(x.borderWidth) > 0));
  const seen = (frame ?? e)?.getBoundingClientRect();
  return {
    tag: e?.tagName ?? '', text: (e?.textContent ?? '').trim().slice(0, 40), id: e?.id ?? '', name: e?.getAttribute('aria-label') ?? '', type: e?.getAttribute('type') ?? '',
    inside: { dialog: !!e?.closest('[role=dialog]'), main: !!e?.closest('main'), submit: e?.matches('button[type=submit]') ?? false }, body: e === document.body,
    visible: !!box && !!seen && seen.width > 0 && seen.bottom > 0 && seen.top < innerHeight, marked: shown(s) || shown(around),
  };
});

/** Goes on with the Tab key until something holds; every stop on the way has to be seen. */
async function tabTo(page, holds, most, fault, where) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    await page.waitForTimeout(15);
    const now = await active(page);
    if (now.body) {
      continue;
    }
    if (!now.visible || !now.marked) {
      await page.waitForTimeout(250);
      const again = await active(page);
      if (!again.visible || !again.marked) {
        fault(`${where}: the focus is not seen on ${again.tag} ${again.id} ${again.name || again.text}`);
      }
    }
    if (holds(now)) {
      return now;
    }
  }
  fault(`${where}: the Tab key did not lead there in ${most} steps`);
  return null;
}

async function skipLink(page, fault) {
  await page.keyboard.press('Tab');
  if (!(await page.evaluate(() => document.activeElement?.classList.contains('skip') && document.activeElement.getBoundingClientRect().left >= 0))) {
    fault('keyboard: the first stop is not the link that skips to the content');
  }
  await page.keyboard.press('Enter');
  if (!(await page.evaluate(() => document.activeElement?.id === 'main'))) {
    fault('keyboard: the skip link does not lead to the content');
  }
}

/** A dialog takes the focus, keeps it, and gives it back. */
async function dialog(page, button, where, fault) {
  await page.locator(button).first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(400);
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab');
    const now = await active(page);
    // Between its end and its beginning the browser's own controls have a turn; nothing behind the dialog has.
    if (!now.inside.dialog && !now.body) {
      fault(`${where}: the focus leaves the dialog`);
      break;
    }
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.waitForTimeout(400);
  if (!(await page.evaluate((selector) => document.activeElement === document.querySelector(selector), button))) {
    fault(`${where}: the dialog does not give the focus back`);
  }
}

/** A plan: choose a section, change a text, add an optional part; the source says the same. */
async function protocolForm(page, fault) {
  const where = 'keyboard, protocol form';
  await page.locator('.editor').waitFor();
  await page.locator('.index button').first().focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  if (!(await page.locator('.index li').nth(1).locator('button[aria-current=true]').count())) {
    fault(`${where}: Enter does not choose a section`);
  }
  await page.locator('.index li').nth(2).locator('button').focus();
  await page.keyboard.press('Enter');
  await tabTo(page, (now) => now.tag === 'TEXTAREA', 60, fault, where);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('键盘: 所写的 # 标题 "yes"');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(200);
  if ((await active(page)).body) {
    fault(`${where}: the focus is lost when a field is left`);
  }
  const source = page.getByRole('button', { name: '源文本（YAML）' });
  await source.focus();
  await page.keyboard.press('Enter');
  const text = await page.locator('textarea.yaml').inputValue();
  if (!text.includes('键盘: 所写的 # 标题')) {
    fault(`${where}: what was typed is not in the source`);
  }
}

/** The form of a review: every control by the Tab key, a choice by the arrows, and from a refusal to the first field that is wrong. */
async function reviewForm(page, fault) {
  const where = 'keyboard, review form';
  await page.locator('form button[type=submit]').waitFor();
  await page.locator('main').focus();
  await tabTo(page, (now) => now.inside.main && now.tag === 'INPUT', 30, fault, where);
  await page.keyboard.press('ArrowDown');
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(200);
  if (!(await page.locator('form .ant-select-content-has-value, form .ant-select-selection-item').count())) {
    fault(`${where}: the arrows and Enter do not choose`);
  }
  await tabTo(page, (now) => now.inside.submit, 160, fault, where);
  await page.keyboard.press('Enter');
  await page.locator('.ant-form-item-explain-error').first().waitFor();
  await page.waitForTimeout(500);
  if (!(await page.evaluate(() => document.activeElement?.closest('.ant-form-item-has-error') !== null))) {
    fault(`${where}: after a refusal the focus is not on the first field that is wrong`);
  }
}

/** @param open opens a page for somebody: (login, path) → page */
export async function walk(open, world, fault) {
  const at = (key, rest) => `/evaluations/${world.evaluations[key]}/${rest}`;
  const steps = [
    ['official', '/', (page) => skipLink(page, fault)],
    ['official', '/', async (page) => { await tabTo(page, (now) => now.inside.main && now.tag === 'A', 40, fault, 'keyboard, home'); }],
    ['national', '/network', (page) => dialog(page, '.heading button', 'keyboard, register', fault)],
    ['sysadmin', '/admin', (page) => dialog(page, '.heading button', 'keyboard, accounts', fault)],
    ['researcher', at('designed', 'do/edit-protocol/IMPLEMENTER'), (page) => protocolForm(page, fault)],
    ['expert2', at('reviewing', 'do/submit-review/EXPERT'), (page) => reviewForm(page, fault)],
  ];
  for (const [login, path, step] of steps) {
    const page = await open(login, path);
    try {
      await step(page);
    } catch (e) {
      fault(`keyboard, ${path}: ${e.message.split('\n').slice(0, 3).join(' ')}`);
    }
    await page.context().close();
  }
}
