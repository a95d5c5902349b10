// A platform with people of every role and evaluations in every stage, made through its own interface alone.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const PASSWORD = 'plum-river-lantern-47';
/** The three administrators have passwords of their own. */
const OWN = { sysadmin: 'stone-harbour-violin-12', security: 'cedar-lamp-orchard-83', auditor: 'tiger-cloud-ladder-56' };
const password = (login) => OWN[login] ?? PASSWORD;
const DEMO = new URL('../../platform/src/main/resources/demo/', import.meta.url);
const PLANS = { rotterdam: 'rotterdam/protocol.yaml', rhc: 'rhc/protocol.yaml', equivalence: 'equivalence/protocol.yaml', 'rotterdam-model': 'rotterdam/model-plan.yaml' };
const demo = (name) => readFileSync(new URL(name, DEMO), 'utf8');

/** What the samples of the platform evaluate: their words, a plan that says the same and, of an example, what its run found. */
export function topics() {
  const template = demo('plan.yaml');
  const scalar = (name, word) => (['days', 'event', 'disease'].includes(name) || /^[a-z0-9-]+$/.test(word) ? word : JSON.stringify(word));
  const invented = parse(demo('topics.yaml')).map((words) => [words.id, { words, plan: template.replace(/\$\{([A-Za-z]+)\}/g, (_, name) => scalar(name, words[name])) }]);
  const examples = Object.entries(PLANS).map(([name, plan]) => [name, {
    words: parse(demo(`${name}.yaml`))[0], plan: readFileSync(new URL(`../../examples/${plan}`, import.meta.url), 'utf8'), results: JSON.parse(demo(`${name}-results.json`)),
  }]);
  return Object.fromEntries([...invented, ...examples]);
}

/** Somebody at a browser: keeps cookies and sends the forgery token back. */
export class Visitor {
  constructor(base) {
    this.base = base;
    this.jar = new Map();
  }

  async send(method, path, body, headers = {}) {
    const raw = body instanceof Uint8Array;
    const answer = await fetch(this.base + '/api/v1' + path, {
      method,
      headers: {
        'Accept-Language': 'zh',
        Cookie: [...this.jar].map(([k, v]) => `${k}=${v}`).join('; '),
        ...(method === 'GET' ? {} : { 'X-XSRF-TOKEN': this.jar.get('XSRF-TOKEN') ?? '' }),
        ...(body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      this.jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    const json = (answer.headers.get('content-type') ?? '').includes('json') && text !== '';
    return { value: json ? JSON.parse(text) : text, etag: answer.headers.get('etag') };
  }

  get = async (path) => (await this.send('GET', path)).value;
  post = async (path, body) => (await this.send('POST', path, body)).value;
  put = async (path, body) => (await this.send('PUT', path, body)).value;

  /** The first password is good for changing it. */
  async begin(login, first) {
    await this.get('/session');
    await this.post('/session', { login, password: first });
    await this.get('/session');
    await this.put('/session/password', { present: first, next: password(login) });
  }

  signIn = (login) => this.enter(login, password(login));

  async enter(login, secret) {
    await this.get('/session');
    await this.post('/session', { login, password: secret });
    await this.get('/session');
    return this;
  }
}

const ORGANISATIONS = {
  hospital: ['滨海大学附属医院', 'Binhai University Hospital', 'HOSPITAL', '990100'],
  university: ['滨海医科大学', 'Binhai Medical University', 'RESEARCH_BODY', '990100'],
  company: ['示例医疗科技公司', 'Sample Medical Technology', 'ENTERPRISE', '990300'],
  authority2: ['海州市医疗保障局', 'Haizhou Healthcare Security Bureau', 'LOCAL_AUTHORITY', '990200'],
  society: ['省医学会', 'Provincial Medical Association', 'ACADEMIC_SOCIETY', '990100'],
  patients: ['患者互助协会', 'Patients’ Association', 'PATIENT_GROUP', '990100'],
  platform: ['区域健康数据中心', 'Regional Health Data Centre', 'DATA_PLATFORM', '990100'],
};
const PEOPLE = {
  national: ['国家局经办', 'authority', ['NATIONAL_AUTHORITY']],
  official: ['经办甲', 'authority', ['LOCAL_AUTHORITY']],
  official2: ['经办乙', 'authority', ['LOCAL_AUTHORITY']],
  stranger: ['外市经办', 'authority2', ['LOCAL_AUTHORITY']],
  initiator: ['发起人', 'society', ['INITIATOR']],
  researcher: ['研究者', 'hospital', ['IMPLEMENTER']],
  colleague: ['研究助理', 'hospital', ['IMPLEMENTER']],
  maker: ['企业代表', 'company', ['PRODUCT_PROVIDER']],
  supplier: ['数据管理员', 'platform', ['DATA_PROVIDER']],
  expert1: ['专家甲', 'university', ['EXPERT']],
  expert2: ['专家乙', 'university', ['EXPERT']],
  expert3: ['专家丙', 'university', ['EXPERT']],
  patient: ['患者代表', 'patients', ['PATIENT']],
};

/** Sets the platform up and fills it; gives the ids of what was made. */
export async function populate(base) {
  const world = await settle(base);
  const all = topics();
  const course = (topic, to) => new Course(world, all[topic]).go(to);
  return {
    ...world,
    evaluations: {
      draft: await course('glucose-sensor', 'draft'),
      submitted: await course('acupuncture-stroke', 'submitted'),
      designed: await course('liver-marker', 'designed'),
      designed2: await course('acupuncture-stroke', 'consulting'),
      consulted: await course('robot-prostate', 'consulted'),
      running: await course('tavr', 'running'),
      reviewing: await course('rotterdam', 'reviewing'),
      findings: await course('rotterdam-model', 'findings'),
      disputed: await course('rhc', 'disputed'),
      judged: await course('equivalence', 'graded'),
      archived: await course('rotterdam-model', 'archived'),
      monitored: await course('rotterdam', 'decided'),
      condemned: await course('lung-nodule-reading', 'condemned'),
    },
  };
}

/** Organisations, people and nothing else. */
export async function settle(base) {
  const first = new Visitor(base);
  await first.get('/session');
  const admin = (login, name) => ({ login, name, password: password(login) });
  await first.post('/setup', {
    organisationZh: '滨海市医疗保障局', organisationEn: 'Binhai Healthcare Security Bureau', region: '990100',
    system: admin('sysadmin', '系统管理员'), security: admin('security', '安全管理员'), audit: admin('auditor', '审计管理员'), demo: false, demoPassword: PASSWORD,
  });
  const system = await new Visitor(base).signIn('sysadmin');
  const security = await new Visitor(base).signIn('security');
  const me = await system.get('/session');
  const organisations = { authority: me.organisation };
  for (const [key, [nameZh, nameEn, kind, region]] of Object.entries(ORGANISATIONS)) {
    organisations[key] = (await system.post('/organisations', { nameZh, nameEn, kind, region })).id;
  }
  const accounts = {};
  for (const [login, [name, organisation, roles]] of Object.entries(PEOPLE)) {
    const made = await system.post('/accounts', { login, name, organisation: organisations[organisation] });
    accounts[login] = made.id;
    await new Visitor(base).begin(login, made.password);
    await security.put(`/accounts/${accounts[login]}/roles`, { roles });
  }
  const people = {};
  for (const login of Object.keys(PEOPLE)) {
    people[login] = await new Visitor(base).signIn(login);
  }
  await people.national.post(`/organisations/${organisations.hospital}/standing`, { kind: 'confirmed', on: '2026-01-16', reason: '符合可信评价点条件' });
  await people.national.post(`/organisations/${organisations.hospital}/standing`, { kind: 'participated', on: '2026-06-30', reason: '参与年度评价' });
  for (const [login, fields] of [['expert1', ['clinical', 'evidence-based']], ['expert2', ['health-economics', 'policy']], ['expert3', ['statistics']]]) {
    await people.official.put(`/experts/${accounts[login]}/fields`, { fields });
  }
  const { id: suggestion } = await people.patient.post('/public/suggestions', { text: '希望把居家监测的依从性一并纳入评价。' });
  return { base, organisations, accounts, people, suggestion };
}

const STEPS = ['draft', 'submitted', 'designed', 'consulting', 'consulted', 'locked', 'running', 'analysed', 'reported', 'reviewing', 'reviewed', 'findings', 'graded', 'archived', 'published', 'monitored', 'decided'];

/** One evaluation on its way; each step is what somebody could do on the page. */
export class Course {
  constructor(world, topic) {
    Object.assign(this, { world, ...topic });
  }

  async act(login, role, act, form = {}) {
    const person = this.world.people[login];
    const { etag } = await person.send('GET', `/evaluations/${this.id}`);
    return person.send('POST', `/evaluations/${this.id}/acts/${act}?role=${role}`, form, { 'If-Match': etag });
  }

  initiator = (act, form) => this.act('initiator', 'INITIATOR', act, form);
  official = (act, form) => this.act('official', 'LOCAL_AUTHORITY', act, form);
  researcher = (act, form) => this.act('researcher', 'IMPLEMENTER', act, form);

  async go(goal) {
    const last = { condemned: 'running', disputed: 'reviewed' }[goal] ?? goal;
    for (const step of STEPS.slice(0, STEPS.indexOf(last) + 1)) {
      await this[step]();
    }
    if (goal === 'condemned') {
      await this.researcher('ask-termination', { text: '入组不足。' });
      await this.act('official2', 'LOCAL_AUTHORITY', 'condemn-termination', { text: '未按方案完成且未说明正当理由。' });
    }
    if (goal === 'disputed') {
      await this.official('call-panel', { text: '两位专家对混杂控制的结论不一致。' });
    }
    return this.id;
  }

  async draft() {
    const { organisations, people } = this.world;
    const { words } = this;
    const form = {
      titleZh: words.titleZh, titleEn: words.titleEn, authority: organisations.authority, objectType: words.objectType, scenario: words.scenario,
      pace: 'routine', rapidReason: '', disease: words.disease, itemCodes: [words.code], dimensions: ['clinical', 'economic', 'social'],
      background: `${words.policy}；${words.clinical}`, problem: words.question, hypothesis: words.hypothesis, feasibility: `${words.source}：${words.sourceText}`,
      proposedImplementer: organisations.hospital, product: organisations.company,
      ...(words.id === 'acupuncture-stroke' ? {} : { trial: 'ChiCTR2600099999', jointVariables: ['主要结局', '直接医疗费用'] }),
      topics: words.id === 'acupuncture-stroke' ? [{ principle: 2, evidence: words.policy, similar: words.code, asked: 45 }] : [{ principle: 3, evidence: words.clinical }],
    };
    this.id = (await people.initiator.post('/evaluations?role=INITIATOR', form)).id;
  }

  async submitted() {
    await this.initiator('declare-interests', INTERESTS);
    await this.initiator('submit-application');
    if (this.words.id === 'acupuncture-stroke') {
      await this.world.people.official.put(`/suggestions/${this.world.suggestion}/link`, { evaluation: this.id });
    }
    await this.initiator('ask-support', { kinds: ['data', 'money'], ground: 'public-health', amount: 300000, text: '涉及重大公共卫生利益，申请结算数据与部分经费支持。' });
  }

  async designed() {
    await this.official('accept-application');
    await this.official('set-implementer', { organisation: this.world.organisations.hospital, account: this.world.accounts.researcher, kind: 'trusted-point', reason: '可信评价点，具备数据与方法条件', followsGuide: true });
    await this.researcher('declare-interests', INTERESTS);
    await this.researcher('name-data-provider', { organisation: this.world.organisations.platform, source: '结算清单与死亡登记', contact: '数据管理员', agreement: await this.document('数据使用协议.pdf'), traceable: true });
    await this.official('request-documents', { text: '请提供产品说明书与已完成的临床试验报告。' });
    await this.researcher('edit-protocol', { yaml: this.plan });
  }

  consulting = () => this.researcher('submit-protocol');

  async consulted() {
    await this.official('record-minutes', {
      heldOn: '2026-02-10', attendees: [{ role: '医保部门', organisation: '滨海市医疗保障局', name: '经办甲' }, { role: '实施主体', organisation: '滨海大学附属医院', name: '研究者' }],
      points: [1, 2, 3, 4, 5, 6, 7].map((focus) => ({ focus, comment: focus === 3 ? '说明对照选择的依据' : '无意见', change: focus === 3 })),
      necessity: '主题必要', feasibility: '方案可行', conformity: '方案规范',
    });
    this.plan = this.plan.replace('version: "1.0"', 'version: "1.1"').replace('reason: 当前主流诊疗模式', 'reason: 结算数据所见的主流诊疗模式，并经沟通会议确认');
    await this.researcher('edit-protocol', { yaml: this.plan });
    await this.researcher('answer-minutes', { answers: [{ focus: 3, answer: '已补充结算数据中的主流诊疗模式。' }] });
  }

  async locked() {
    await this.researcher('submit-revision');
    await this.official('lock-protocol');
  }

  async running() {
    await this.researcher('start-conduct', { ethicsNumber: '2026-017', ethicsOn: '2026-02-20', dataAuthorisation: '数据使用协议 2026-03', documents: [await this.document('伦理审批.pdf')] });
    await this.researcher('log-extraction', { source: '结算清单库', steps: '按方案第 7 节提取，未作修改', rows: this.results?.run.inputs[0].rows ?? 1840, extractedOn: '2026-03-01', sha256: 'a'.repeat(64) });
    await this.researcher('record-collection', { on: '2026-06-30', rows: [{ name: '基线登记', planned: 400, actual: 400, reason: '' }, { name: '第 3 月随访', planned: 400, actual: 361, reason: '失访 39 人，已电话追访' }] });
    await this.control('extraction');
    if (this.words.id === 'tavr') {
      await this.researcher('propose-amendment', { yaml: this.plan.replace('version: "1.1"', 'version: "1.2"').replace('至死亡或满一年', '至死亡或满两年'), section: '随访', reason: '延长随访', afterResults: false });
    }
  }

  async analysed() {
    await this.researcher('file-governance-report', { summary: '质量检查全部通过', document: await this.document('数据治理报告.docx') });
    const { value: versions } = await this.world.people.researcher.send('GET', `/evaluations/${this.id}/protocol`);
    await this.researcher('record-run', { results: { ...this.results, protocol: { ...this.results.protocol, digest: versions.at(-1).sha256 } } });
    await this.control('governance');
    await this.control('analysis');
    await this.researcher('finish-analysis');
  }

  async reported() {
    const whole = await this.world.people.researcher.get(`/evaluations/${this.id}`);
    const run = whole.filings.findLast((f) => f.act === 'record-run').number;
    await this.researcher('submit-report', {
      document: await this.document('评价报告.docx'), run,
      parts: ['cover', 'declarations', 'contents', 'abstract', 'background', 'methods', 'results', 'discussion', 'conclusions', 'references', 'appendices'],
      summaryZh: this.words.summaryZh, summaryEn: this.words.summaryEn,
    });
  }

  async reviewing() {
    const { accounts } = this.world;
    await this.official('assign-experts', { experts: [['expert1', 'clinical'], ['expert2', 'health-economics'], ['expert3', 'statistics']].map(([who, field]) => ({ account: accounts[who], field })) });
    await this.official('start-review');
    for (const expert of ['expert1', 'expert2', 'expert3']) {
      await this.act(expert, 'EXPERT', 'declare-interests', INTERESTS);
    }
    await this.act('expert1', 'EXPERT', 'record-repeat', { comparison: '主要分析', agrees: true, differences: '' });
    await this.act('expert1', 'EXPERT', 'submit-review', await this.review('support', 3));
  }

  async reviewed() {
    await this.act('expert2', 'EXPERT', 'submit-review', await this.review('support-with-changes', 2));
    await this.act('expert3', 'EXPERT', 'submit-review', await this.review('reject', 1));
    await this.act('expert2', 'EXPERT', 'record-repeat', { comparison: '主要分析与敏感性分析', agrees: true, differences: '' });
    const whole = await this.world.people.expert1.get(`/evaluations/${this.id}`);
    const extraction = whole.filings.find((f) => f.act === 'log-extraction').number;
    await this.act('expert1', 'EXPERT', 'compare-sample', { extraction, seed: 20260701, size: 100, wrong: 2, differences: '两条记录的出院日期相差一日' });
    await this.act('expert2', 'EXPERT', 'compare-quality', { measures: [{ name: '主要诊断编码完整率', reported: 0.998, recomputed: 0.997 }, { name: '重复记录占比', reported: 0.001, recomputed: 0.001 }], conclusion: '与报告一致，差异在舍入范围内' });
  }

  async findings() {
    await this.official('ask-findings', { findings: ['说明缺失数据的处理', '补充亚组分析的多重性说明'] });
    await this.researcher('answer-finding', { finding: 1, answer: '见报告第 8 节，按方案完整病例分析并作多重插补。' });
  }

  async graded() {
    await this.researcher('answer-finding', { finding: 2, answer: '亚组结果已标明为探索性。' });
    await this.researcher('return-to-review');
    await this.act('expert1', 'EXPERT', 'close-finding', { finding: 1, verdict: '已说明' });
    await this.official('close-finding', { finding: 2, verdict: '已说明' });
    await this.official('grade', { strength: 'A2', fit: { [this.words.scenario]: 'B1', abolition: 'B2' }, grade: 'Ⅱ', reasons: '方案锁定在先，混杂控制充分，单一来源。' });
  }

  async archived() {
    await this.official('archive');
    await this.researcher('prepare-release', {
      summaryZh: this.words.summaryZh, summaryEn: this.words.summaryEn,
      table: this.results.estimates.filter((e) => e.preSpecified && e.measure === 'hazard-ratio' && e.population === 'overlap').slice(0, 3).map((e) => ({ label: `风险比（${e.outcome === 'os' ? '总生存' : '无复发生存'}）`, labelEn: `Hazard ratio (${e.outcome === 'os' ? 'overall survival' : 'recurrence-free survival'})`, value: e.value, count: e.n, unit: '' })),
    });
    await this.official('approve-release', { comment: '同意公开' });
  }

  async published() {
    await this.act('official2', 'LOCAL_AUTHORITY', 'approve-release', { comment: '同意公开' });
    await this.official('publish');
  }

  async monitored() {
    await this.official('start-monitoring', { indicators: ['医保基金支出', '服务频次'] });
    for (const [year, fundSpending, frequency] of [[2023, 41_000_000, 8200], [2024, 47_500_000, 9100], [2025, 68_900_000, 12_750]]) {
      await this.official('record-monitoring', { item: this.words.code, year, fundSpending, frequency, totalCost: fundSpending * 1.6 });
    }
    await this.official('set-trigger', { name: '次均费用', measure: 'cost-per-service', comparison: 'above', value: 8000, window: 2, ended: false });
    await this.official('record-access', { item: this.words.code, year: 2025, by: 'region', groups: [{ name: '主城区', people: 5200, users: 3640 }, { name: '近郊', people: 3100, users: 1798 }, { name: '远郊县', people: 2400, users: 840 }] });
    await this.official('record-pathway', { pathway: '乳腺癌临床路径', effectiveOn: '2026-01-01', change: '延长内分泌治疗疗程', major: true });
  }

  async decided() {
    const { people, organisations } = this.world;
    await people.official.post('/decisions', { kind: 'payment', subject: '辅助内分泌治疗支付条件', itemCodes: [this.words.code], content: '维持现行支付条件，按入库结果每两年复核。', results: [this.id], decidedOn: '2026-06-01' });
    await people.official.post('/decisions', { kind: 'price', subject: '针刺价格', itemCodes: [], content: '暂不调整。', results: [], reason: '评价尚在进行，入库后再议。', recipients: [organisations.hospital], decidedOn: '2026-06-02' });
  }

  async review(recommendation, score) {
    const { checklist, strength } = await this.world.people.expert1.get('/process');
    return {
      items: checklist.map(({ id }, i) => ({ item: id, verdict: score < 2 && i === 7 ? 'fail' : 'pass', evidence: '见核查工作底稿' })),
      strength: Object.fromEntries(strength.map((s) => [s, score])), fit: { question: 3 }, recommendation, opinion: '独立评议意见：方法与方案一致。',
    };
  }

  async control(link) {
    const { qualityLinks } = await this.world.people.researcher.get('/process');
    await this.researcher('record-quality-control', { link, items: qualityLinks.filter((q) => q.link === link).map(({ id }) => ({ item: id, verdict: 'pass', evidence: '见质控记录' })) });
  }

  async document(name) {
    return (await this.world.people.researcher.post(`/evaluations/${this.id}/documents?name=${encodeURIComponent(name)}`, new TextEncoder().encode((name.endsWith('.pdf') ? '%PDF-1.7\n' : 'PK\u0003\u0004') + name))).id;
  }
}

const INTERESTS = { none: true, interests: '', funding: [{ source: '自筹', amount: 200000, currency: 'CNY' }], thirdParty: false };
