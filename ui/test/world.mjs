// A platform with people of every role and evaluations in every stage, made through its own interface alone.
import { readFileSync } from 'node:fs';

export const PASSWORD = 'plum-river-lantern-47';
/** The three administrators have passwords of their own. */
const OWN = { sysadmin: 'stone-harbour-violin-12', security: 'cedar-lamp-orchard-83', auditor: 'tiger-cloud-ladder-56' };
const password = (login) => OWN[login] ?? PASSWORD;
const PLAN = new URL('../../examples/rotterdam/protocol.yaml', import.meta.url);

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

  async signIn(login) {
    await this.get('/session');
    await this.post('/session', { login, password: password(login) });
    await this.get('/session');
    return this;
  }
}

const ORGANISATIONS = {
  hospital: ['滨海大学附属医院', 'Binhai University Hospital', 'HOSPITAL', '990100'],
  university: ['滨海医科大学', 'Binhai Medical University', 'RESEARCH_BODY', '990100'],
  company: ['示例医疗科技公司', 'Sample Medical Technology', 'ENTERPRISE', '990300'],
  society: ['省医学会', 'Provincial Medical Association', 'ACADEMIC_SOCIETY', '990100'],
  patients: ['患者互助协会', 'Patients’ Association', 'PATIENT_GROUP', '990100'],
  platform: ['区域健康数据中心', 'Regional Health Data Centre', 'DATA_PLATFORM', '990100'],
};
const PEOPLE = {
  national: ['国家局经办', 'authority', ['NATIONAL_AUTHORITY']],
  official: ['经办甲', 'authority', ['LOCAL_AUTHORITY']],
  official2: ['经办乙', 'authority', ['LOCAL_AUTHORITY']],
  initiator: ['发起人', 'society', ['INITIATOR']],
  researcher: ['研究者', 'hospital', ['IMPLEMENTER']],
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
  const course = (title, to) => new Course(world, title).go(to);
  return {
    ...world,
    evaluations: {
      draft: await course(['连续血糖监测系统', 'Continuous glucose monitoring', 'device', 'pre-listing', '糖尿病'], 'draft'),
      submitted: await course(['人工智能肺结节辅助诊断', 'Computer-aided reading of lung nodules', 'software', 'new-item', '肺结节'], 'submitted'),
      designed: await course(['髋部骨折快速康复路径', 'Fast-track pathway after hip fracture', 'process', 'trial-to-formal', '髋部骨折'], 'designed'),
      designed2: await course(['儿童人工耳蜗植入术', 'Cochlear implants in children', 'consumable', 'pricing', '感音神经性聋'], 'consulting'),
      consulted: await course(['机器人辅助前列腺手术', 'Robot-assisted prostatectomy', 'equipment', 'pricing', '前列腺癌'], 'consulted'),
      running: await course(['经导管主动脉瓣置换术', 'Transcatheter aortic valve replacement', 'consumable', 'new-item', '主动脉瓣狭窄'], 'running'),
      reviewing: await course(['日间白内障手术', 'Day-case cataract surgery', 'process', 'pricing', '白内障'], 'reviewing'),
      findings: await course(['针刺治疗卒中后功能障碍', 'Acupuncture in stroke rehabilitation', 'labour', 'pricing', '脑卒中'], 'findings'),
      disputed: await course(['肝癌血清标志物检测', 'Serum marker of liver cancer', 'reagent', 'new-item', '肝细胞癌'], 'disputed'),
      archived: await course(['重症血流动力学监测', 'Haemodynamic monitoring in intensive care', 'labour', 'abolition', '脓毒症休克'], 'archived'),
      monitored: await course(['乳腺癌术后辅助内分泌治疗', 'Adjuvant hormonal treatment of breast cancer', 'drug', 'catalogue-adjustment', '乳腺癌'], 'monitored'),
      condemned: await course(['集采二甲双胍一致性再评价', 'Procured metformin against the originator', 'drug', 'catalogue-adjustment', '2 型糖尿病'], 'condemned'),
    },
  };
}

async function settle(base) {
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
  return { base, organisations, accounts, people };
}

const STEPS = ['draft', 'submitted', 'designed', 'consulting', 'consulted', 'locked', 'running', 'analysed', 'reported', 'reviewing', 'reviewed', 'findings', 'graded', 'archived', 'published', 'monitored'];

/** One evaluation on its way; each step is what somebody could do on the page. */
class Course {
  constructor(world, [zh, en, objectType, scenario, disease]) {
    Object.assign(this, { world, zh, en, objectType, scenario, disease });
    this.plan = readFileSync(PLAN, 'utf8');
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
    const form = {
      titleZh: `${this.zh}的真实世界价值评价`, titleEn: this.en, authority: organisations.authority, objectType: this.objectType, scenario: this.scenario,
      pace: 'routine', rapidReason: '', disease: this.disease, itemCodes: ['001203000010000'], dimensions: ['clinical', 'economic', 'social'],
      background: '该项目近三年费用增长较快，临床应用差异大。', problem: '与常规诊疗相比能否改善结局，成本是否合理。',
      hypothesis: '在适宜人群中改善结局，且具有经济性。', feasibility: '所需数据可由结算清单与病案首页获得。',
      proposedImplementer: organisations.hospital, product: organisations.company, topics: [{ principle: 3, evidence: '临床需求迫切' }],
    };
    this.id = (await people.initiator.post('/evaluations?role=INITIATOR', form)).id;
  }

  async submitted() {
    await this.initiator('declare-interests', INTERESTS);
    await this.initiator('submit-application');
  }

  async designed() {
    await this.official('accept-application');
    await this.official('set-implementer', { organisation: this.world.organisations.hospital, account: this.world.accounts.researcher, kind: 'trusted-point', reason: '可信评价点，具备数据与方法条件', followsGuide: true });
    await this.researcher('declare-interests', INTERESTS);
    await this.researcher('edit-protocol', { yaml: this.plan });
  }

  consulting = () => this.researcher('submit-protocol');

  async consulted() {
    await this.official('record-minutes', {
      heldOn: '2026-02-10', attendees: [{ role: '医保部门', organisation: '滨海市医疗保障局', name: '经办甲' }, { role: '实施主体', organisation: '滨海大学附属医院', name: '研究者' }],
      points: [1, 2, 3, 4, 5, 6, 7].map((focus) => ({ focus, comment: focus === 3 ? '说明对照选择的依据' : '无意见', change: focus === 3 })),
      necessity: '主题必要', feasibility: '方案可行', conformity: '方案规范',
    });
    this.plan = this.plan
      .replace('version: "1.0"', 'version: "1.1"')
      .replace('研究时期该院约八成淋巴结阳性患者未使用内分泌治疗，是当时的主流诊疗模式', '研究时期该院约八成淋巴结阳性患者未使用内分泌治疗，为结算数据所见的主流诊疗模式，并经沟通会议确认');
    await this.researcher('edit-protocol', { yaml: this.plan });
    await this.researcher('answer-minutes', { answers: [{ focus: 3, answer: '已补充结算数据中的主流诊疗模式。' }] });
  }

  async locked() {
    await this.researcher('submit-revision');
    await this.official('lock-protocol');
  }

  async running() {
    await this.researcher('start-conduct', { ethicsNumber: '2026-017', ethicsOn: '2026-02-20', dataAuthorisation: '数据使用协议 2026-03', documents: [await this.document('伦理审批.pdf')] });
    await this.researcher('log-extraction', { source: '结算清单库', steps: '按方案第 7 节提取，未作修改', rows: 2982, extractedOn: '2026-03-01', sha256: 'a'.repeat(64) });
    if (this.objectType === 'consumable') {
      await this.researcher('propose-amendment', { yaml: this.plan.replace('version: "1.1"', 'version: "1.2"'), section: '随访', reason: '延长随访', afterResults: false });
    }
  }

  async analysed() {
    await this.researcher('file-governance-report', { summary: '提取 2,982 行，质量检查全部通过', document: await this.document('数据治理报告.docx') });
    const { value: versions } = await this.world.people.researcher.send('GET', `/evaluations/${this.id}/protocol`);
    await this.researcher('record-run', { results: results(versions.at(-1).sha256) });
    await this.researcher('finish-analysis');
  }

  async reported() {
    const whole = await this.world.people.researcher.get(`/evaluations/${this.id}`);
    const run = whole.filings.findLast((f) => f.act === 'record-run').number;
    await this.researcher('submit-report', {
      document: await this.document('评价报告.docx'), run,
      parts: ['cover', 'declarations', 'contents', 'abstract', 'background', 'methods', 'results', 'discussion', 'conclusions', 'references', 'appendices'],
      summaryZh: '干预组复发或死亡风险较低。', summaryEn: 'The hazard of recurrence or death was lower with treatment.',
    });
  }

  async reviewing() {
    const { accounts } = this.world;
    await this.official('assign-experts', { experts: [['expert1', 'clinical'], ['expert2', 'health-economics'], ['expert3', 'statistics']].map(([who, field]) => ({ account: accounts[who], field })) });
    await this.official('start-review');
    await this.act('expert1', 'EXPERT', 'submit-review', await this.review('support', 3));
  }

  async reviewed() {
    await this.act('expert2', 'EXPERT', 'submit-review', await this.review('support-with-changes', 2));
    await this.act('expert3', 'EXPERT', 'submit-review', await this.review('reject', 1));
    await this.act('expert2', 'EXPERT', 'record-repeat', { comparison: '主要分析与敏感性分析', agrees: true, differences: '' });
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
    await this.official('grade', { strength: 'A2', fit: { 'catalogue-adjustment': 'B1', pricing: 'B2' }, grade: 'Ⅱ', reasons: '方案锁定在先，混杂控制充分，单一来源。' });
  }

  async archived() {
    await this.official('archive');
    await this.official('approve-release', { comment: '同意公开' });
  }

  async published() {
    await this.act('official2', 'LOCAL_AUTHORITY', 'approve-release', { comment: '同意公开' });
    await this.official('publish', {
      summaryZh: '在重叠人群中，术后内分泌治疗与复发或死亡风险降低相关。\n按一倍人均国内生产总值的支付意愿，具有经济性。',
      summaryEn: 'In the overlap population hormonal treatment went with a lower hazard of recurrence or death.\nAt one GDP per capita per QALY it is worth its cost.',
      table: [{ label: '风险比（无复发生存）', value: 0.71, count: 1536, unit: '' }, { label: '增量成本效果比', value: 45678.9, count: null, unit: '元/QALY' }],
    });
  }

  async monitored() {
    await this.official('start-monitoring', { indicators: ['医保基金支出', '服务频次'] });
    for (const [year, fundSpending, frequency] of [[2023, 41_000_000, 8200], [2024, 47_500_000, 9100], [2025, 68_900_000, 12_750]]) {
      await this.official('record-monitoring', { item: '001203000010000', year, fundSpending, frequency, totalCost: fundSpending * 1.6 });
    }
    await this.official('record-pathway', { pathway: '乳腺癌临床路径', effectiveOn: '2026-01-01', change: '延长内分泌治疗疗程', major: true });
  }

  async review(recommendation, score) {
    const { checklist, strength } = await this.world.people.expert1.get('/process');
    return {
      items: checklist.map(({ id }, i) => ({ item: id, verdict: score < 2 && i === 7 ? 'fail' : 'pass', evidence: '见核查工作底稿' })),
      strength: Object.fromEntries(strength.map((s) => [s, score])), fit: { question: 3 }, recommendation, opinion: '独立评议意见：方法与方案一致。',
    };
  }

  async document(name) {
    return (await this.world.people.researcher.post(`/evaluations/${this.id}/documents?name=${encodeURIComponent(name)}`, new TextEncoder().encode((name.endsWith('.pdf') ? '%PDF-1.7\n' : 'PK\u0003\u0004') + name))).id;
  }
}

const INTERESTS = { none: true, interests: '', funding: [{ source: '自筹', amount: 200000, currency: 'CNY' }], thirdParty: false };

/** Results as a run writes them, with a little of everything that the page draws; the numbers are invented for the picture. */
export function results(digest) {
  const estimate = (id, module, dimension, outcome, measure, [value, lower, upper], more = {}) => ({
    id, module, dimension, outcome, analysis: id.split('/')[0], preSpecified: true, method: 'overlap weighting', estimand: 'ATO', measure, population: 'all',
    value, se: 0.1, lower, upper, level: 0.95, p: 0.01, n: 1536, nTreated: 334, events: 700, unit: measure.endsWith('ratio') ? 'ratio' : 'year', convention: '', ...more,
  });
  const people = Array.from({ length: 400 }, (_, i) => [Math.sin(i * 12.9898) * 43758.5453, Math.sin(i * 78.233) * 12543.123].map((x) => x - Math.floor(x) - 0.5));
  return {
    schema: 'steelyard-results/1',
    protocol: { id: 'sample', version: '1.1', digest, locked: true, policyPack: 'china-national-2024@1.0' },
    run: { engine: 'duckdb', seed: 20261122, javaVersion: '25', codeVersion: 'sample', startedAt: '2026-03-05', inputs: [{ name: 'sample.csv', rows: 2982, sha256: 'b'.repeat(64), encoding: 'UTF-8' }] },
    estimates: [
      estimate('rfs-main/hazard-ratio', 'clinical', 'effectiveness', 'rfs', 'hazard-ratio', [0.71, 0.58, 0.87]),
      estimate('os-main/hazard-ratio', 'clinical', 'effectiveness', 'os', 'hazard-ratio', [0.82, 0.66, 1.02]),
      estimate('rfs-matched/hazard-ratio', 'clinical', 'effectiveness', 'rfs', 'hazard-ratio', [0.68, 0.52, 0.89], { preSpecified: false }),
      estimate('rfs-main/rmst-difference', 'clinical', 'effectiveness', 'rfs', 'rmst-difference', [0.62, 0.21, 1.03]),
    ],
    diagnostics: [
      { id: 'rfs-main/balance', about: 'rfs-main', kind: 'balance', value: 0.00001, threshold: 0.1, passed: true, message: { zh: '加权后最大标准化差异 0.000', en: 'Largest standardised difference after weighting 0.000' } },
      { id: 'rfs-matched/balance', about: 'rfs-matched', kind: 'balance', value: 0.14, threshold: 0.1, passed: false, message: { zh: '匹配后最大标准化差异 0.14', en: 'Largest standardised difference after matching 0.14' } },
    ],
    economics: {
      strategies: [
        { name: 'Hormonal treatment', nameZh: '内分泌治疗', arm: 'treated', cost: 81234.5, qaly: 9.12, ly: 10.9, costInterval: [72000, 91000], qalyInterval: [8.7, 9.5], lyInterval: [10.4, 11.3] },
        { name: 'None', nameZh: '不使用', arm: 'control', cost: 64321.2, qaly: 8.61, ly: 10.3, costInterval: [56000, 73000], qalyInterval: [8.2, 9.0], lyInterval: [9.8, 10.8] },
      ],
      incremental: [{
        cost: 16913.3, qaly: 0.51, ly: 0.6, costInterval: [6000, 28000], qalyInterval: [0.1, 0.9], icer: 33163.3, verdict: 'more-costly-more-effective',
        netBenefit: [{ threshold: 95749, value: 31918, interval: [-4000, 69000], probability: 0.93 }],
        thresholdPrice: [{ threshold: 95749, price: 12.4, interval: [2, 25] }],
      }],
      psa: {
        deltaCost: people.map(([x]) => 16913 + 12000 * x), deltaQaly: people.map(([, y]) => 0.51 + 0.8 * y),
        thresholds: [0, 50000, 100000, 150000, 200000, 250000], probability: [0.02, 0.71, 0.93, 0.96, 0.97, 0.98], evpi: [0, 3100, 900, 500, 400, 300],
      },
      costLines: [{ id: 'drug', arm: 'treated', mean: 21000 }, { id: 'follow-up', arm: 'treated', mean: 60234.5 }, { id: 'drug', arm: 'control', mean: 0 }, { id: 'follow-up', arm: 'control', mean: 64321.2 }],
      conventions: { discountRate: '0.05', perspective: 'healthcare-system' },
    },
    society: { groups: [], concentration: [] },
    attrition: [
      { criterion: 'start', table: 'rotterdam', remaining: 2982 },
      { criterion: 'node-positive', label: { zh: '阳性淋巴结数大于 0', en: 'At least one positive node' }, inclusion: true, removed: 1436, undecided: 0, treated: 339, control: 1207, remaining: 1546 },
      { criterion: 'adult', label: { zh: '年龄不大于 80 岁', en: 'Not older than 80' }, inclusion: false, removed: 10, undecided: 0, treated: 334, control: 1202, remaining: 1536 },
    ],
    benchmarkAttrition: [], notEstimated: [],
    balance: ['age', 'nodes', 'grade', 'er'].map((variable, i) => ({ variable, level: '', unadjusted: [0.62, 0.31, -0.12, 0.05][i], adjusted: { 'rfs-main': 0.00001, 'rfs-matched': [0.14, 0.04, -0.02, 0.01][i] } })),
    overlap: [], interactions: [], eValues: [], agreement: [],
    governance: { variables: [], steps: [] },
    evidence: {
      strength: 'A2', fit: 'B1', grade: 'II',
      scores: ['plan', 'sources', 'comparator', 'methods', 'confounding', 'quality'].map((id, i) => ({ axis: 'strength', id, score: [4, 3, 4, 3, 3, 4][i], why: { zh: '示例理由', en: 'Sample reason' } })),
      reasons: [{ rule: 'E-01', text: { zh: '方案在运行前已锁定', en: 'The plan was locked before the run' } }],
    },
  };
}
