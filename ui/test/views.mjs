// The views of the platform: who looks, where, and what he opens first.
const evaluation = (key) => (world) => `/evaluations/${world.evaluations[key]}`;
const at = (path) => () => path;

const part = (key, name) => (world) => `/evaluations/${world.evaluations[key]}/${name}`;
const form = (key, act, role) => (world) => `/evaluations/${world.evaluations[key]}/do/${act}/${role}`;
/** Opens a list of choices and takes one by its number, by keyboard: where the list stands on a busy machine is not waited for. */
const pick = async (page, label, number) => {
  const box = page.getByRole('combobox', { name: label }).first();
  await box.press('ArrowDown');
  await page.locator('.ant-select-dropdown .ant-select-item-option').nth(number).waitFor({ state: 'attached' });
  for (let i = 0; i < number; i++) {
    await box.press('ArrowDown');
  }
  await box.press('Enter');
};
const opened = (page) => page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));

export const views = [
  { name: 'setup', path: at('/'), beforeSetup: true },
  { name: 'sign-in', path: at('/sign-in') },
  { name: 'nowhere', path: at('/repository/nowhere') },
  { name: 'repository', path: at('/repository') },
  { name: 'public', path: (w) => `/repository/${w.evaluations.monitored}` },
  { name: 'public-negative', path: (w) => `/repository/${w.evaluations.condemned}` },
  { name: 'network', as: 'national', path: at('/network') },
  { name: 'network-form', as: 'national', path: at('/network'), modal: true, prepare: async (page) => { await page.locator('.heading button').click(); await page.getByRole('dialog').waitFor(); await page.waitForTimeout(400); } },
  { name: 'process', path: at('/process') },
  { name: 'suggestions', as: 'official', path: at('/suggestions') },
  { name: 'home', as: 'official', path: at('/') },
  { name: 'home-patient', as: 'patient', path: at('/') },
  { name: 'calendar', as: 'official', path: at('/calendar') },
  { name: 'account', as: 'expert1', path: at('/account') },
  { name: 'evaluations', as: 'official', path: at('/evaluations') },
  { name: 'admin', as: 'sysadmin', path: at('/admin') },
  { name: 'ledger', as: 'auditor', path: at('/ledger') },
  { name: 'overview', as: 'official', path: evaluation('archived') },
  { name: 'protocol', as: 'researcher', path: part('consulted', 'protocol'), prepare: async (page) => { await page.locator('main details > summary').first().click(); await page.locator('.change').first().waitFor(); } },
  { name: 'conduct', as: 'official', path: part('running', 'conduct') },
  { name: 'results', as: 'researcher', path: part('archived', 'results'), prepare: async (page) => { await page.locator('.chart svg').first().waitFor(); await opened(page); } },
  { name: 'judged', as: 'official', path: part('judged', 'results'), prepare: async (page) => { await page.locator('.chart svg').first().waitFor(); await opened(page); } },
  { name: 'review', as: 'official', path: part('disputed', 'review') },
  { name: 'review-hidden', as: 'researcher', path: part('findings', 'review') },
  { name: 'graded', as: 'official', path: part('archived', 'review') },
  { name: 'monitoring', as: 'official', path: part('monitored', 'monitoring'), prepare: (page) => page.locator('.chart svg').first().waitFor() },
  { name: 'monitoring-all', as: 'national', path: at('/monitoring'), prepare: (page) => page.locator('.chart svg').first().waitFor() },
  { name: 'decisions', as: 'official', path: at('/decisions') },
  { name: 'decisions-form', as: 'official', path: at('/decisions'), modal: true, prepare: async (page) => { await page.locator('.heading button').click(); await page.getByRole('dialog').waitFor(); await page.waitForTimeout(400); } },
  { name: 'use', as: 'official', path: at('/use'), prepare: async (page) => { await pick(page, /病种|疾病|Disease/, 2); await page.getByText('S-0102').first().waitFor(); await page.locator('h1').click(); await page.waitForTimeout(400); } },
  { name: 'experts', as: 'official', path: at('/experts') },
  { name: 'experts-form', as: 'official', path: at('/experts'), modal: true, prepare: async (page) => { await page.locator('main table button').first().click(); await page.getByRole('dialog').waitFor(); await page.waitForTimeout(400); } },
  { name: 'do-control', as: 'researcher', path: form('running', 'record-quality-control', 'IMPLEMENTER'), prepare: async (page) => { await pick(page, /关键环节|Link/, 1); await page.locator('.repeat').nth(2).waitFor(); await page.waitForTimeout(400); } },
  { name: 'do-collection', as: 'researcher', path: form('running', 'record-collection', 'IMPLEMENTER') },
  { name: 'do-support', as: 'official', path: form('submitted', 'decide-support', 'LOCAL_AUTHORITY') },
  { name: 'do-assign', as: 'official', path: form('disputed', 'assign-experts', 'LOCAL_AUTHORITY'), prepare: async (page) => { await page.locator('section.panel p button').first().click(); await page.locator('section.panel p [role=status]').filter({ hasText: /\d/ }).waitFor(); await page.waitForTimeout(400); } },
  { name: 'do-sample', as: 'expert1', path: form('disputed', 'compare-sample', 'EXPERT'), prepare: async (page) => { await pick(page, /数据提取登记|Extraction/, 0); await page.getByRole('spinbutton').first().fill('40'); await page.locator('.note button').click(); await page.locator('.note [role=status]').waitFor(); await page.waitForTimeout(400); } },
  { name: 'do-access', as: 'official', path: form('monitored', 'record-access', 'LOCAL_AUTHORITY') },
  { name: 'do-trigger', as: 'official', path: form('monitored', 'set-trigger', 'LOCAL_AUTHORITY') },
  { name: 'part-only', as: 'maker', path: evaluation('running') },
  { name: 'runs', as: 'researcher', path: part('running', 'results') },
  { name: 'documents', as: 'official', path: part('archived', 'documents') },
  { name: 'history', as: 'official', path: part('findings', 'history'), prepare: opened },
  { name: 'new', as: 'initiator', path: at('/evaluations/new') },
  { name: 'refused', as: 'initiator', path: at('/evaluations/new'), prepare: async (page) => { await page.locator('button[type=submit]').click(); await page.locator('.ant-form-item-explain-error').first().waitFor(); } },
  { name: 'do-protocol', as: 'researcher', path: form('designed', 'edit-protocol', 'IMPLEMENTER'), prepare: async (page) => { await page.locator('.editor').waitFor(); await page.locator('.note-good, .note-warn').first().waitFor(); await page.locator('.index li').nth(22).locator('button').click(); } },
  { name: 'do-minutes', as: 'official', path: form('designed2', 'record-minutes', 'LOCAL_AUTHORITY') },
  { name: 'do-review', as: 'expert2', path: form('reviewing', 'submit-review', 'EXPERT') },
  { name: 'do-grade', as: 'official', path: form('disputed', 'grade-after-panel', 'LOCAL_AUTHORITY') },
  { name: 'do-publish', as: 'official', path: form('archived', 'prepare-release', 'LOCAL_AUTHORITY') },
  { name: 'do-answer', as: 'researcher', path: form('findings', 'answer-finding', 'IMPLEMENTER') },
  { name: 'do-run', as: 'researcher', path: form('running', 'record-run', 'IMPLEMENTER') },
  { name: 'do-gone', as: 'expert1', path: form('archived', 'publish', 'LOCAL_AUTHORITY') },
];
